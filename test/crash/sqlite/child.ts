import { randomUUID } from "node:crypto";
import type { Change } from "../../../src/change/change.ts";
import { rowSet } from "../../../src/change/row-set.ts";
import { systemClock } from "../../../src/core/clock.ts";
import { silentLogger } from "../../../src/core/logger.ts";
import { Connection } from "../../../src/dialect/sqlite/connection/connection.ts";
import { sqlite } from "../../../src/dialect/sqlite/index.ts";
import type { BatchInstruction } from "../../../src/instruction/instruction.ts";
import { tableRef } from "../../../src/model/ref.ts";
import type { LeaseGrant } from "../../../src/port/lease.ts";
import type { Session } from "../../../src/port/session.ts";
import type { StageContext } from "../../../src/port/stage-runner.ts";
import { alter, check, column, create, foreignKey, id, index, primaryKey, table } from "../../dialect/sqlite/objects.ts";

/**
 * A run in six steps on the file given, each journaled as a head; what is journaled is not done again.
 * Second argument: the number of the statement at which the process kills itself, `during` it or `before`; the number of all is printed.
 */
const [path = "", killAt = "0", when = "before"] = process.argv.slice(2);
let statements = 0;
const rows = Connection.prototype.rows;
Connection.prototype.rows = function counted(this: Connection, query) {
  statements += 1;
  const last = statements === Number(killAt);
  if (last && when === "before") process.kill(process.pid, "SIGKILL");
  const result = rows.call(this, query);
  if (last) process.kill(process.pid, "SIGKILL");
  return result;
} as typeof rows;

const a = tableRef("main", "a");
const x = column("a", "x", "integer", { nullable: false });
const steps: readonly (readonly Change[])[] = [
  create(
    table("a"),
    id("a", "always"),
    x,
    primaryKey("a", "id"),
    table("b"),
    id("b"),
    column("b", "a_id", "integer"),
    primaryKey("b", "id"),
    foreignKey("b", ["a_id"], "a", { onDelete: "cascade" }),
  ),
  [
    {
      kind: "data",
      id: "rows",
      data: { step: "insertRows", table: a, rows: rowSet(Array.from({ length: 30 }, (_, n) => ({ x: n }))), onConflict: "error" },
    },
  ],
  [{ kind: "data", id: "copy", data: { step: "copyRows", table: tableRef("main", "b"), columns: ["a_id"], query: "SELECT id FROM a" } }],
  [alter(x, { type: "bigint" }), ...create(check("a", "a_x_check", "x >= 0"), index("a", "a_x_idx", ["x"]))],
  [
    {
      kind: "data",
      id: "fill",
      data: {
        step: "backfill",
        table: a,
        set: { x: "x + 1000" },
        where: null,
        key: null,
        batch: { rows: 7 },
        throttle: {},
        keepInSync: "no",
      },
    },
  ],
  create(column("a", "y", "text", { nullable: false, default: { text: "lower('Y')", form: "written" } })),
];

const session = await sqlite.connect(
  { url: `sqlite:${path}` },
  { logger: silentLogger, signal: new AbortController().signal, connectTimeout: 5000 },
);
const grant = await acquire(session);
const context: StageContext = {
  grant,
  limits: { lockTimeout: 2000, statementTimeout: 0 },
  searchPath: [],
  signal: new AbortController().signal,
};
for (const [number, changes] of steps.entries()) {
  const head = `s${number}`;
  const done = (await session.journal.read("p"))?.heads ?? [];
  if (!done.includes(head)) await walk(head, changes);
}
await session.lease.release(grant);
await session.close();
console.log(statements);

async function acquire({ lease, journal }: Session): Promise<LeaseGrant> {
  for (;;) {
    await journal.ensure();
    const answer = await lease.tryAcquire({ project: "p", holder: randomUUID(), ttlMs: 600_000, info: "child" });
    if ("grant" in answer) return answer.grant;
    await systemClock.sleep(20);
  }
}

async function walk(head: string, changes: readonly Change[]): Promise<void> {
  const { model } = await session.inspect({ schemas: ["main"], ignore: [] });
  const facts = await session.facts([], []);
  const instructions = sqlite.lowering.lower(changes, {
    model,
    facts,
    direction: "up",
    project: "p",
    revision: "r",
    atomic: "no",
    searchPath: [],
  });
  const [first] = instructions;
  const write = { kind: "heads" as const, add: [head], remove: [] };
  if (first?.kind === "batch") return fill(first, write);
  const mode = first?.kind === "statement" && first.mode === "rebuild" ? "rebuild" : "transaction";
  await session.stages.transaction({ index: 0, revision: "r", mode, instructions }, [write], context);
}

async function fill(
  batch: BatchInstruction,
  write: { readonly kind: "heads"; readonly add: readonly string[]; readonly remove: readonly string[] },
): Promise<void> {
  const [journaled] = (await session.journal.read("p"))?.backfills ?? [];
  let progress = journaled ?? {
    id: batch.id,
    revision: "r",
    table: "a",
    cursor: null,
    rows: 0,
    total: 30,
    state: "running" as const,
    startedAt: "",
    updatedAt: "",
  };
  for (let done = false; !done; ) {
    const report = await session.stages.batch(batch, progress, 7, context);
    ({ done, progress } = report);
  }
  await session.stages.transaction({ index: 0, revision: "r", mode: "transaction", instructions: [] }, [write], context);
}
