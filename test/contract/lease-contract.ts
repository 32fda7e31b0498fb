import { describe, expect, test } from "vitest";
import type { OpenDatabase } from "./contract-database.ts";
import { acquire, contextOf, fault, holder } from "./contract-database.ts";

/** What every LeaseStore must hold. */
export function leaseContract(name: string, open: OpenDatabase): void {
  describe(`lease: ${name}`, () => {
    const request = (number: number, ttlMs = 60_000) => ({ project: "shop", holder: holder(number), ttlMs, info: `runner ${number}` });

    test("of six that ask at once one gets it, and the others hear who", async () => {
      await using database = await open();
      const sessions = await Promise.all([1, 2, 3, 4, 5, 6].map(() => database.session()));
      await Promise.all(sessions.map((session) => session.journal.ensure()));
      const answers = await Promise.all(sessions.map((session, index) => session.lease.tryAcquire(request(index + 1))));
      const grants = answers.flatMap((answer) => ("grant" in answer ? [answer.grant] : []));
      expect(grants).toHaveLength(1);
      const told = new Set(answers.flatMap((answer) => ("heldBy" in answer ? [answer.heldBy.holder] : [])));
      // Whoever meets the winner before it has committed may see nobody yet.
      expect([...told].filter((who) => who !== "")).toEqual([grants[0]?.holder]);
      expect((await sessions[0]?.lease.holder())?.holder).toBe(grants[0]?.holder);
    });

    test("released it is free, held it is not, and nobody holds it where there is no journal", async () => {
      await using database = await open();
      const [one, two] = [await database.session(), await database.session()];
      expect(await one.lease.holder()).toBeNull();
      expect(await one.lease.revoke()).toBeNull();
      const grant = await acquire(one, 1);
      expect(await two.lease.tryAcquire(request(2))).toMatchObject({ heldBy: { holder: holder(1), project: "shop", info: "runner 1" } });
      await one.lease.beat(grant);
      await one.lease.release(grant);
      expect(await one.lease.holder()).toBeNull();
      expect(await two.lease.tryAcquire(request(2))).toHaveProperty("grant");
      await one.lease.release(grant);
      expect((await two.lease.holder())?.holder).toBe(holder(2));
    });

    test("expired it is taken over, and the one before can neither beat nor commit", async () => {
      await using database = await open();
      const [one, two] = [await database.session(), await database.session()];
      const old = await acquire(one, 1, 1);
      await expect.poll(() => two.lease.tryAcquire(request(2)), { timeout: 10_000 }).toHaveProperty("grant");
      expect(await fault(one.lease.beat(old))).toMatchObject({ disposition: "fenced", code: "lease-lost" });
      const late = one.stages.transaction(
        { index: 0, revision: null, mode: "transaction", instructions: [] },
        [{ kind: "heads", add: ["late"], remove: [] }],
        contextOf(old, database),
      );
      expect(await fault(late)).toMatchObject({ name: "StageError" });
      expect((await two.journal.read("shop"))?.heads).toEqual([]);
    });

    test("revoked it is nobody's, and its holder is fenced", async () => {
      await using database = await open();
      const [one, two] = [await database.session(), await database.session()];
      const grant = await acquire(one, 1);
      expect(await two.lease.revoke()).toMatchObject({ holder: holder(1) });
      expect(await two.lease.holder()).toBeNull();
      expect(await fault(one.lease.beat(grant))).toMatchObject({ disposition: "fenced" });
    });

    test("the same holder gets it again, under a new token", async () => {
      await using database = await open();
      const session = await database.session();
      const first = await acquire(session, 1);
      const second = await acquire(session, 1);
      expect(second.token).not.toBe(first.token);
      expect(await fault(session.lease.beat(first))).toMatchObject({ disposition: "fenced" });
      await session.lease.beat(second);
    });
  });
}
