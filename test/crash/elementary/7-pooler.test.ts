import { describe, expect, test } from "vitest";
import { ask } from "../../server/ask.ts";
import { havePgBouncer, startPgBouncer } from "../../server/pgbouncer.ts";
import { writeHistory, writeTransactionalHistory } from "../faults/history.ts";
import { FaultProject, told } from "../faults/project.ts";
import { traceOf } from "../faults/trace.ts";
import { describeHouse } from "./house.ts";

describe.skipIf(!havePgBouncer)("PgBouncer", () => {
  describeHouse("four runners in transaction mode", (house) => {
    const four = async (project: FaultProject) => {
      const runners = await Promise.all([1, 2, 3, 4].map(() => project.start(["upgrade"]).finished));
      for (const runner of runners) expect(runner.code, told(runner)).toBe(0);
    };

    test("with the server's own address: the effect of one", { timeout: 120_000 }, async () => {
      const url = await house.database();
      await using pool = await startPgBouncer({ server: url, mode: "transaction" });
      using project = new FaultProject({ url: pool.url, directUrl: url });
      writeHistory(project);
      await four(project);
      expect(await traceOf(url)).toEqual(await house.undisturbed());
    });

    test("without it: the effect of one where every stage is a transaction", { timeout: 120_000 }, async () => {
      const url = await house.database();
      await using pool = await startPgBouncer({ server: url, mode: "transaction", settings: { default_pool_size: "2" } });
      using project = new FaultProject({ url: pool.url });
      writeTransactionalHistory(project);
      await four(project);
      expect(await ask(url, "SELECT string_agg(revision, ' ' ORDER BY seq) FROM keelson.history")).toBe("r1 r2 r3 r4 r5");
    });

    test("without it: what cannot run in a transaction is refused, nothing is half done", { timeout: 120_000 }, async () => {
      const url = await house.database();
      await using pool = await startPgBouncer({ server: url, mode: "transaction" });
      using project = new FaultProject({ url: pool.url });
      writeHistory(project);
      const refused = await project.exits(1, ["upgrade", "-o", "json"]);
      expect(refused.stdout).toContain("direct-url-missing");
      expect(await ask(url, "SELECT count(*)::int FROM pg_index WHERE NOT indisvalid")).toBe(0);
      await project.upgrade(url);
      expect(await traceOf(url)).toEqual(await house.undisturbed());
    });

    test("statement mode is refused before anything is written", { timeout: 60_000 }, async () => {
      const url = await house.database();
      await using pool = await startPgBouncer({ server: url, mode: "statement" });
      using project = new FaultProject({ url: pool.url });
      writeTransactionalHistory(project);
      const refused = await project.exits(1, ["upgrade", "-o", "json"]);
      expect(refused.stdout).toContain("pooler-statement-mode");
      expect(await ask(url, "SELECT to_regnamespace('keelson')::text")).toBeNull();
    });
  });
});
