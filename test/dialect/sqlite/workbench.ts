import { expect } from "vitest";
import { applyAll } from "../../../src/change/apply.ts";
import type { Change } from "../../../src/change/change.ts";
import { silentLogger } from "../../../src/core/logger.ts";
import type { Connection } from "../../../src/dialect/sqlite/connection/connection.ts";
import { sqlite } from "../../../src/dialect/sqlite/index.ts";
import type { Instruction } from "../../../src/instruction/instruction.ts";
import { compareObjects } from "../../../src/model/compare-objects.ts";
import type { Model } from "../../../src/model/model.ts";
import type { SchemaObject } from "../../../src/model/object.ts";
import type { ObjectRef } from "../../../src/model/ref.ts";
import { describeRef, tableRef } from "../../../src/model/ref.ts";
import type { LeaseGrant } from "../../../src/port/lease.ts";
import type { Session } from "../../../src/port/session.ts";
import type { StageContext } from "../../../src/port/stage-runner.ts";
import { keptSums, rowSums, sameParts, type SumOf } from "../../property/proofs/row-sums.ts";
import type { TestFile } from "../../server/sqlite.ts";
import { sqliteFile } from "../../server/sqlite.ts";
import { open } from "./open.ts";

export const t = (name: string): ObjectRef => tableRef("main", name);

/** One file with a session that holds the lease, and a connection of the test's own. */
export class Workbench {
  readonly file: TestFile;
  readonly session: Session;
  readonly look: Connection;
  readonly grant: LeaseGrant;

  private constructor(file: TestFile, session: Session, look: Connection, grant: LeaseGrant) {
    this.file = file;
    this.session = session;
    this.look = look;
    this.grant = grant;
  }

  static async open(...statements: readonly string[]): Promise<Workbench> {
    const file = sqliteFile();
    const session = await connect(file.url);
    const look = await open(file.path);
    for (const statement of statements) await look.run(statement);
    await session.journal.ensure();
    const taken = await session.lease.tryAcquire({
      project: "p",
      holder: "00000000-0000-4000-8000-000000000001",
      ttlMs: 60_000,
      info: "test",
    });
    if (!("grant" in taken)) throw new Error("the lease is held");
    return new Workbench(file, session, look, taken.grant);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.look.close();
    await this.session.close();
    this.file.drop();
  }

  get context(): StageContext {
    return {
      grant: this.grant,
      limits: { lockTimeout: 1000, statementTimeout: 0 },
      searchPath: ["main"],
      signal: new AbortController().signal,
    };
  }

  async model(): Promise<Model> {
    return (await this.session.inspect({ schemas: ["main"], ignore: [] })).model;
  }

  /** The objects of a table as this session reads them. */
  async object(ref: ObjectRef): Promise<SchemaObject> {
    const found = (await this.model()).get(ref);
    if (typeof found === "string") throw new Error(`${describeRef(ref)} is ${found}`);
    return found;
  }

  async rows(sql: string): Promise<readonly unknown[]> {
    return (await this.look.run(sql)).map((row) => (Object.keys(row).length === 1 ? Object.values(row)[0] : Object.values(row)));
  }

  sumOf: SumOf = async (table, columns) => {
    const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
    const parts = columns.map(
      (column) => `(SELECT group_concat(v, '|') FROM (SELECT quote(${quoted(column)}) AS v FROM ${quoted(table.name)} ORDER BY 1))`,
    );
    const [row] = await this.look.run(
      `SELECT ${["count(*)", ...parts].map((part, at) => `${part} AS p${at}`).join(", ")} FROM ${quoted(table.name)}`,
    );
    const [count, ...found] = Object.values(row ?? {});
    return { count: Number(count), columns: Object.fromEntries(columns.map((column, at) => [column, String(found[at])])) };
  };

  async lower(
    changes: readonly Change[],
    revision: string | null = "r1",
    direction: "up" | "down" = "up",
  ): Promise<readonly Instruction[]> {
    const model = await this.model();
    const tables = [...model.objects()].filter(({ kind }) => kind === "table").map(({ ref }) => ref);
    const columns = [...model.objects()].filter(({ kind }) => kind === "column").map(({ ref }) => ref);
    const facts = await this.session.facts(tables, columns);
    return sqlite.lowering.lower(changes, { model, facts, direction, project: "p", revision, atomic: "no", searchPath: ["main"] });
  }

  /** Lowers and runs the changes, and after each instruction holds the effects it says against what is there. */
  async execute(
    changes: readonly Change[],
    revision: string | null = "r1",
    direction: "up" | "down" = "up",
  ): Promise<readonly Instruction[]> {
    const instructions = await this.lower(changes, revision, direction);
    const start = await this.model();
    for (const instruction of instructions) {
      const before = await this.model();
      const expected = applyAll(before, instruction.effects);
      const kept = keptSums(await rowSums(before, this.sumOf), instruction);
      await this.run(instruction, revision);
      expect(sameParts(kept, await rowSums(await this.model(), this.sumOf)), JSON.stringify(instruction)).toEqual(kept);
      await expectSame(await this.model(), expected, this.session);
    }
    await expectSame(await this.model(), applyAll(start, changes), this.session);
    return instructions;
  }

  async run(instruction: Instruction, revision: string | null = "r1"): Promise<void> {
    const stage = { index: 0, revision, instructions: [instruction] };
    if (instruction.kind === "batch") {
      let progress = {
        id: instruction.id,
        revision: revision ?? "",
        table: instruction.table.name,
        cursor: null as string | null,
        rows: 0,
        total: 0,
        state: "running" as const,
        startedAt: "",
        updatedAt: "",
      };
      for (let done = false; !done; ) {
        const report = await this.session.stages.batch(instruction, progress, instruction.batch.rows ?? 2, this.context);
        progress = report.progress as typeof progress;
        done = report.done;
      }
    } else if (instruction.kind === "statement" && instruction.mode === "autocommit") {
      await this.session.stages.autocommit(
        { ...stage, direction: "up", mode: "autocommit", inverse: "none" },
        { started: [], done: [] },
        this.context,
      );
    } else {
      const mode = instruction.kind === "statement" && instruction.mode === "rebuild" ? "rebuild" : "transaction";
      await this.session.stages.transaction({ ...stage, mode }, [], this.context);
    }
  }
}

export const connect = (url: string): Promise<Session> =>
  sqlite.connect({ url }, { logger: silentLogger, signal: new AbortController().signal, connectTimeout: 5000 });

/** Same objects; where their SQL is spelled differently the session decides. */
export async function expectSame(live: Model, expected: Model, session: Session): Promise<void> {
  const names = (model: Model) => [...model.objects()].map(({ kind, ref }) => `${kind} ${describeRef(ref)}`).sort();
  expect(names(live)).toEqual(names(expected));
  for (const object of expected.objects()) {
    const found = live.get(object.ref);
    if (typeof found === "string") continue;
    const { differing, questions } = compareObjects(object, found);
    expect(differing, describeRef(object.ref)).toEqual([]);
    expect((await session.canonical.answer(questions, expected)).every(Boolean), `spelling of ${describeRef(object.ref)}`).toBe(true);
  }
}
