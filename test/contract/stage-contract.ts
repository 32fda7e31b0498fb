import { describe, expect, test } from "vitest";
import type { Instruction } from "../../src/instruction/instruction.ts";
import { tableRef } from "../../src/model/ref.ts";
import type { BackfillProgress } from "../../src/port/journal.ts";
import type { OpenDatabase } from "./contract-database.ts";
import { acquire, contextOf, fault } from "./contract-database.ts";

const run = (...sql: readonly string[]): Instruction => ({
  kind: "statement",
  mode: "transaction",
  preconditions: [],
  long: "no",
  effects: [],
  phase: "expand",
  statements: sql.map((text) => ({ sql: text, hazards: [], locks: [], inverse: "none" })),
});
const stage = (...instructions: readonly Instruction[]) => ({ index: 0, revision: "r", mode: "transaction" as const, instructions });
const heads = { kind: "heads" as const, add: ["r"], remove: [] };

/** What every StageRunner must hold. */
export function stageContract(name: string, open: OpenDatabase): void {
  describe(`stages: ${name}`, () => {
    test("effect and journal are there together, or neither is", async () => {
      await using database = await open();
      const session = await database.session();
      const context = contextOf(await acquire(session), database);
      await session.stages.transaction(stage(run("CREATE TABLE a (id integer PRIMARY KEY)", "INSERT INTO a VALUES (1)")), [heads], context);
      expect((await session.journal.read("shop"))?.heads).toEqual(["r"]);
      const failing = session.stages.transaction(
        stage(run("INSERT INTO a VALUES (2)", "INSERT INTO a VALUES (1)")),
        [{ ...heads, add: ["s"] }],
        context,
      );
      expect(await fault(failing)).toMatchObject({ name: "StageError", disposition: "terminal", retryable: false });
      expect((await session.journal.read("shop"))?.heads).toEqual(["r"]);
      expect(await database.sql("SELECT id FROM a")).toEqual([{ id: 1 }]);
    });

    test("a precondition that no longer holds stops the stage before it does anything", async () => {
      await using database = await open();
      const session = await database.session();
      const moved = {
        ...run("CREATE TABLE a (id integer)"),
        preconditions: [{ sql: "SELECT 1 = 2", message: "one is two" }],
      } as Instruction;
      expect(await fault(session.stages.transaction(stage(moved), [heads], contextOf(await acquire(session), database)))).toMatchObject({
        disposition: "replan",
      });
      expect((await session.journal.read("shop"))?.heads).toEqual([]);
    });

    test("a statement's table is not there: terminal, naming statement and code", async () => {
      await using database = await open();
      const session = await database.session();
      const error = await fault(
        session.stages.transaction(stage(run("INSERT INTO nowhere VALUES (1)")), [], contextOf(await acquire(session), database)),
      );
      expect(error).toMatchObject({ disposition: "terminal", message: expect.stringContaining("nowhere"), sqlState: expect.any(String) });
    });

    test("a probe gives its single value as text", async () => {
      await using database = await open();
      const session = await database.session();
      const context = { searchPath: [database.schema], signal: new AbortController().signal };
      expect(
        await session.stages.probe({ sql: "SELECT count(*) FROM (SELECT 1 UNION ALL SELECT 2) AS two -- and a comment" }, context),
      ).toBe("2");
      expect(await session.stages.probe({ sql: "SELECT 9007199254740993" }, context)).toBe("9007199254740993");
      expect(await session.stages.probe({ sql: "SELECT NULL" }, context)).toBeNull();
      expect(await session.stages.probe({ sql: "SELECT 1 WHERE 1 = 2" }, context)).toBeNull();
    });

    test("batches meet each row exactly once, and go on from where they were", async () => {
      await using database = await open();
      await database.sql("CREATE TABLE n (id integer PRIMARY KEY, x integer NOT NULL)");
      await database.sql("INSERT INTO n VALUES (-3, 0), (1, 0), (2, 0), (5, 0), (8, 0), (9, 100), (40, 0)");
      const session = await database.session();
      const context = contextOf(await acquire(session), database);
      const table = tableRef(database.schema, "n");
      const instruction = {
        kind: "batch" as const,
        id: "step",
        table,
        work: { kind: "update" as const, set: { x: "x + 1" } },
        where: "x < 100",
        key: [{ name: "id", type: "integer" }],
        batch: {},
        throttle: {},
        statement: { sql: "UPDATE n SET x = x + 1", hazards: [], locks: [], inverse: "none" as const },
        effects: [],
        phase: "expand" as const,
      };
      let progress: BackfillProgress = {
        id: "step",
        revision: "r",
        table: "n",
        cursor: null,
        rows: 0,
        total: 7,
        state: "running",
        startedAt: "2026-01-01T00:00:00.000Z",
        updatedAt: "2026-01-01T00:00:00.000Z",
      };
      const sizes: number[] = [];
      for (let done = false; !done; ) {
        const report = await session.stages.batch(instruction, progress, 2, context);
        sizes.push(report.rows);
        done = report.done;
        // As a run that starts anew would: what it knows is what the journal says.
        const [read] = (await session.journal.read("shop"))?.backfills ?? [];
        if (read !== undefined) progress = read;
      }
      expect(sizes.reduce((sum, size) => sum + size)).toBe(6);
      expect(Math.max(...sizes)).toBe(2);
      expect(await database.sql("SELECT id, x FROM n ORDER BY id")).toEqual(
        [
          [-3, 1],
          [1, 1],
          [2, 1],
          [5, 1],
          [8, 1],
          [9, 100],
          [40, 1],
        ].map(([id, x]) => ({ id, x })),
      );
      expect(progress).toMatchObject({ state: "done", rows: 6 });
    });

    test("an aborted run leaves nothing", async () => {
      await using database = await open();
      const session = await database.session();
      const controller = new AbortController();
      controller.abort();
      const error = await fault(
        session.stages.transaction(
          stage(run("CREATE TABLE a (id integer)")),
          [heads],
          contextOf(await acquire(session), database, controller.signal),
        ),
      );
      expect(error).toBeInstanceOf(Error);
      expect((await session.journal.read("shop"))?.heads).toEqual([]);
    });
  });
}
