import { describe, expect, test } from "vitest";
import type { BackfillProgress, HistoryEntry, JournalWrite, Progress } from "../../src/port/journal.ts";
import type { Session } from "../../src/port/session.ts";
import type { ContractDatabase, OpenDatabase } from "./contract-database.ts";
import { acquire, contextOf, fault } from "./contract-database.ts";

const entry = (seq: number, fields: Partial<HistoryEntry> = {}): HistoryEntry => ({
  seq,
  kind: "upgrade",
  revision: `r${seq}`,
  message: "it's a step",
  parents: seq === 1 ? [] : [`r${seq - 1}`],
  digest: `sha256:${seq}`,
  planDigest: null,
  outcome: "applied",
  steps: "[]",
  by: `{"tool":"keelson"}`,
  startedAt: "2026-01-01T00:00:00.000Z",
  endedAt: "2026-01-01T00:00:01.000Z",
  previousHash: `h${seq - 1}`,
  hash: `h${seq}`,
  ...fields,
});
const progress: Progress = {
  revision: "r3",
  direction: "up",
  planDigest: "sha256:p",
  stage: 1,
  of: 4,
  state: "started",
  error: null,
  walk: `{"it's":"\\\\"}`,
};
const backfill: BackfillProgress = {
  id: "step",
  revision: "r3",
  table: "users",
  cursor: `["'it''s'"]`,
  rows: 5,
  total: 10,
  state: "running",
  startedAt: "2026-01-01T00:00:00.000Z",
  updatedAt: "2026-01-01T00:00:00.000Z",
};

/** What every JournalStore must hold, and the stage runner that writes to it. */
export function journalContract(name: string, open: OpenDatabase): void {
  describe(`journal: ${name}`, () => {
    const write = async (database: ContractDatabase, session: Session, ...writes: readonly JournalWrite[]) => {
      const grant = await acquire(session);
      await session.stages.transaction(
        { index: 0, revision: null, mode: "transaction", instructions: [] },
        writes,
        contextOf(grant, database),
      );
    };

    test("there is none until it is made, and of five that make it at once all succeed", async () => {
      await using database = await open();
      const session = await database.session();
      expect(await session.journal.read("shop")).toBeNull();
      expect(await session.journal.history("shop")).toEqual([]);
      expect(await session.observe("shop", [database.schema])).toMatchObject({
        journal: "absent",
        heads: [],
        last: null,
        unfinished: false,
      });
      const others = await Promise.all([1, 2, 3, 4, 5].map(() => database.session()));
      await Promise.all(others.map((other) => other.journal.ensure()));
      expect(await session.journal.read("shop")).toMatchObject({
        heads: [],
        last: null,
        model: null,
        settledAt: null,
        progress: [],
        pending: [],
        backfills: [],
      });
      expect(await session.observe("shop", [database.schema])).toMatchObject({ journal: "present" });
    });

    test("what is written is read, and what is taken away is gone", async () => {
      await using database = await open();
      const session = await database.session();
      await write(
        database,
        session,
        { kind: "history", entry: entry(1) },
        { kind: "history", entry: entry(2, { outcome: "skipped", digest: null }) },
        { kind: "heads", add: ["r1", "r2"], remove: [] },
        { kind: "heads", add: ["r2"], remove: ["r1"] },
        { kind: "progress", progress: { ...progress, stage: 0 } },
        { kind: "progress", progress },
        { kind: "pendingAdd", pending: { id: "r1/contract", since: "2026-01-01T00:00:00.000Z", changes: "[]" } },
        { kind: "backfill", backfill: { ...backfill, rows: 1 } },
        { kind: "backfill", backfill },
        {
          kind: "objects",
          add: [
            { kind: "table", ref: "table\u0001a'b", origin: "created" },
            { kind: "view", ref: "view", origin: "adopted" },
          ],
          remove: [],
        },
        { kind: "objects", add: [{ kind: "table", ref: "table\u0001a'b", origin: "declared" }], remove: ["view"] },
        { kind: "model", text: '{"a":"ü\\\\"}'.repeat(1000) },
        { kind: "settled", at: "as it was", mark: "m" },
      );
      const read = await session.journal.read("shop");
      expect(read).toMatchObject({
        heads: ["r2"],
        last: { seq: 2, hash: "h2" },
        progress: [progress],
        backfills: [backfill],
        settledAt: "as it was",
        pending: [{ id: "r1/contract", since: "2026-01-01T00:00:00.000Z", changes: "[]" }],
        model: '{"a":"ü\\\\"}'.repeat(1000),
      });
      expect([...(read?.objects.values() ?? [])]).toEqual([{ kind: "table", ref: "table\u0001a'b", origin: "declared" }]);
      expect([...(read?.applied.keys() ?? [])].sort()).toEqual(["r1", "r2"]);
      expect(await session.journal.history("shop")).toEqual([entry(2, { outcome: "skipped", digest: null }), entry(1)]);
      expect(await session.observe("shop", [database.schema])).toMatchObject({
        heads: ["r2"],
        last: { seq: 2, hash: "h2" },
        unfinished: true,
        settledAt: "as it was",
        journalMark: "m",
      });

      await write(
        database,
        session,
        { kind: "progressDone", revision: "r3" },
        { kind: "pendingRemove", id: "r1/contract" },
        { kind: "backfillRemove", revision: "r3" },
      );
      expect(await session.journal.read("shop")).toMatchObject({ progress: [], pending: [], backfills: [] });
      expect(await session.observe("shop", [database.schema])).toMatchObject({ unfinished: false });
    });

    test("a revision taken down is no longer applied", async () => {
      await using database = await open();
      const session = await database.session();
      await write(
        database,
        session,
        { kind: "history", entry: entry(1) },
        { kind: "history", entry: entry(2, { kind: "downgrade", revision: "r1" }) },
      );
      expect((await session.journal.read("shop"))?.applied.size).toBe(0);
    });

    test("the history is one chain: a second entry after the same one is refused, and with it all that came beside it", async () => {
      await using database = await open();
      const session = await database.session();
      await write(database, session, { kind: "history", entry: entry(1) });
      const forked = write(
        database,
        session,
        { kind: "heads", add: ["x"], remove: [] },
        { kind: "history", entry: entry(2, { previousHash: "h0" }) },
      );
      expect(await fault(forked)).toMatchObject({ name: "StageError" });
      expect((await session.journal.read("shop"))?.heads).toEqual([]);
    });

    test("projects are apart, and one is forgotten alone", async () => {
      await using database = await open();
      const session = await database.session();
      const grant = await acquire(session);
      const stage = { index: 0, revision: null, mode: "transaction" as const, instructions: [] };
      for (const project of ["shop", "other"])
        await session.stages.transaction(
          stage,
          [
            { kind: "history", entry: entry(1) },
            { kind: "heads", add: [project], remove: [] },
            { kind: "objects", add: [{ kind: "table", ref: `of ${project}`, origin: "created" }], remove: [] },
          ],
          contextOf({ ...grant, project }, database),
        );
      const shop = await session.journal.read("shop");
      expect([[...(shop?.objects.keys() ?? [])], [...(shop?.elsewhere ?? [])]]).toEqual([["of shop"], [["of other", "other"]]]);
      await session.journal.forget("shop");
      expect(await session.journal.read("shop")).toMatchObject({ heads: [], last: null });
      expect(await session.journal.read("other")).toMatchObject({ heads: ["other"] });
    });

    test("the catalogue's mark stands still until the catalogue moves", async () => {
      await using database = await open();
      const session = await database.session();
      await session.journal.ensure();
      const mark = async () => (await session.observe("shop", [database.schema])).catalogueMark;
      const before = await mark();
      expect(await mark()).toBe(before);
      await database.sql("CREATE TABLE moved (id integer PRIMARY KEY)");
      expect(await mark()).not.toBe(before);
    });
  });
}
