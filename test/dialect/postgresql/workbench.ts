import { Client, escapeIdentifier } from "pg";
import { expect } from "vitest";
import { applyAll } from "../../../src/change/apply.ts";
import type { Change } from "../../../src/change/change.ts";
import { inspectCatalogue, readModel } from "../../../src/dialect/postgresql/catalogue/inspect.ts";
import type { Query } from "../../../src/dialect/postgresql/catalogue/query.ts";
import { readFacts } from "../../../src/dialect/postgresql/facts.ts";
import { withSecrets } from "../../../src/dialect/postgresql/object/secret-mark.ts";
import { qualified } from "../../../src/dialect/postgresql/quote.ts";
import { lowering } from "../../../src/dialect/postgresql/lower/lowering.ts";
import type { Instruction } from "../../../src/instruction/instruction.ts";
import { asSaidOf } from "../../../src/model/brought-column.ts";
import { compareObjects } from "../../../src/model/compare-objects.ts";
import { known, type Model } from "../../../src/model/model.ts";
import type { SchemaObject } from "../../../src/model/object.ts";
import { clearHelpers } from "../../../src/plan/clear-helpers.ts";
import { describeRef, type ObjectRef } from "../../../src/model/ref.ts";
import { SchemaModel } from "../../../src/model/schema-model.ts";
import type { Inspection } from "../../../src/port/session.ts";
import { brokenRules } from "../../lint/broken-rules.ts";
import { countable, keptSums, rowSums, sameParts, type SumOf } from "../../property/proofs/row-sums.ts";
import type { SharedServer, TestDatabase } from "../../server/postgres.ts";

export const users: ObjectRef = { kind: "table", schema: "public", name: "users" };

/** Where a workbench has no journal: what `insertRows` writes down of the rows it inserted. */
export const insertedTable = `CREATE SCHEMA keelson;
  CREATE TABLE keelson.inserted (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, project text NOT NULL, revision text NOT NULL, step text NOT NULL, table_name text NOT NULL, key jsonb NOT NULL)`;

interface LowerOptions {
  readonly atomic?: "yes" | "no";
  readonly direction?: "up" | "down";
}

/** A database of its own, with the means to look at it, lower changes for it and run what they become. */
export class Workbench implements AsyncDisposable {
  readonly client: Client;
  readonly url: string;
  readonly schemas: readonly string[];
  /** Values of the secrets that statements name. */
  readonly secrets = new Map<string, string>();
  readonly #drop: () => Promise<void>;

  private constructor(client: Client, { url, drop }: TestDatabase, schemas: readonly string[]) {
    this.client = client;
    this.url = url;
    this.schemas = schemas;
    this.#drop = drop;
  }

  static async open(server: Pick<SharedServer, "database">, sql = "", schemas: readonly string[] = ["public"]): Promise<Workbench> {
    const database = await server.database();
    const client = new Client({ connectionString: database.url });
    await client.connect();
    if (sql !== "") await client.query(sql);
    return new Workbench(client, database, schemas);
  }

  query: Query = async (sql) => (await this.client.query(sql)).rows;

  inspect(ignore: readonly string[] = []): Promise<Inspection> {
    return this.rolledBack("ISOLATION LEVEL REPEATABLE READ READ ONLY", (query) =>
      inspectCatalogue(query, { schemas: this.schemas, ignore }),
    );
  }

  model(): Promise<Model> {
    return this.rolledBack("ISOLATION LEVEL REPEATABLE READ READ ONLY", (query) => readModel(query, { schemas: this.schemas, ignore: [] }));
  }

  async rolledBack<Value>(mode: string, run: (query: Query) => Promise<Value>): Promise<Value> {
    await this.client.query(`BEGIN ${mode}`);
    try {
      return await run(this.query);
    } finally {
      await this.client.query("ROLLBACK");
    }
  }

  /** Lowers the changes; what they become breaks none of the rules that `lint` has for SQL as written. */
  async lower(changes: readonly Change[], { atomic = "no", direction = "up" }: LowerOptions = {}): Promise<readonly Instruction[]> {
    const model = await this.model();
    const tables = [...model.objects()].filter(({ kind }) => kind === "table").map(({ ref }) => ref);
    const columns = [...model.objects()].filter(({ kind }) => kind === "column").map(({ ref }) => ref);
    const version = Number((await this.client.query("SHOW server_version_num")).rows[0]?.server_version_num);
    const facts = await readFacts(this.query, version, tables, columns);
    const searchPath = ["public"];
    const instructions = lowering.lower(changes, { model, facts, direction, project: "test", revision: "r1", atomic, searchPath });
    if (atomic === "no") expect(await brokenRules(instructions, { model, facts, searchPath })).toEqual([]);
    return instructions;
  }

  /** Runs one instruction as a stage would. */
  async execute(instruction: Instruction): Promise<void> {
    if (instruction.kind === "probe") {
      const { rows } = await this.client.query({ text: instruction.sql, rowMode: "array" });
      expect(String(rows[0]?.[0]), instruction.message).toBe(instruction.expect);
      return;
    }
    if (instruction.kind === "batch") {
      await this.client.query(instruction.statement.sql);
      return;
    }
    if (instruction.mode === "autocommit") {
      for (const { sql } of instruction.statements) await this.client.query(sql);
      return;
    }
    await this.client.query("BEGIN");
    try {
      for (const { sql, message } of instruction.preconditions)
        expect((await this.client.query({ text: sql, rowMode: "array" })).rows[0]?.[0], message).toBe(true);
      for (const each of instruction.statements) await this.client.query(withSecrets(each, this.secrets));
      await this.client.query("COMMIT");
    } catch (error) {
      await this.client.query("ROLLBACK");
      throw error;
    }
  }

  /** Lowers and runs the changes; after each instruction the catalogue must be what its effects said. */
  async carryOut(changes: readonly Change[], options: LowerOptions = {}): Promise<readonly Instruction[]> {
    const instructions = clearHelpers(await this.lower(changes, options));
    let model = await this.model();
    let sums = await rowSums(model, this.sumOf);
    for (const instruction of instructions) {
      await this.execute(instruction);
      const live = await this.model();
      const [kept, now] = [countable(keptSums(sums, instruction), live), await rowSums(live, this.sumOf)];
      expect(sameParts(kept, now), sqlOf([instruction]).join(";\n")).toEqual(kept);
      sums = now;
      expect(
        differences(
          withoutNamesToCome(
            applyAll(
              model,
              instruction.effects.filter(({ kind }) => kind !== "opaque"),
            ),
            live,
          ),
          live,
        ),
        sqlOf([instruction]).join(";\n"),
      ).toEqual([]);
      model = live;
    }
    return instructions;
  }

  sumOf: SumOf = async (table, columns) => {
    const sums = columns.map((column) => `coalesce(sum(hashtextextended(${escapeIdentifier(column)}::text, 0)), 0)::text`);
    const { rows } = await this.client.query<[number, ...string[]]>({
      text: `SELECT ${["count(*)::int", ...sums].join(", ")} FROM ${qualified(table)}`,
      rowMode: "array",
    });
    const [count, ...found] = rows[0] ?? [0];
    return { count, columns: Object.fromEntries(columns.map((column, at) => [column, found[at] ?? ""])) };
  };

  async values(sql: string): Promise<readonly unknown[]> {
    return (await this.client.query<unknown[]>({ text: sql, rowMode: "array" })).rows.map(([value]) => value);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.client.end();
    await this.#drop();
  }
}

export const sqlOf = (instructions: readonly Instruction[]): readonly string[] =>
  instructions.flatMap((instruction) =>
    instruction.kind === "statement"
      ? instruction.statements.map(({ sql }) => sql)
      : instruction.kind === "batch"
        ? [`batch: ${instruction.statement.sql}`]
        : [`probe: ${instruction.sql}`],
  );

export const hazardsOf = (instructions: readonly Instruction[]): readonly string[] =>
  instructions.flatMap((instruction) =>
    instruction.kind === "statement" ? instruction.statements.flatMap(({ hazards }) => hazards.map(({ kind }) => kind)) : [],
  );

/** What is in one model and not, or not so, in the other. A spelling that only the server could judge is no difference. */
export function differences(expected: Model, actual: Model): readonly string[] {
  const missing = [...expected.objects()]
    .filter(({ ref }) => typeof actual.get(ref) === "string")
    .map(({ ref }) => `missing ${ref.kind} ${describeRef(ref)}`);
  const extra = [...actual.objects()]
    .filter(({ ref }) => typeof expected.get(ref) === "string")
    .map(({ ref }) => `extra ${ref.kind} ${describeRef(ref)}`);
  const changed = [...expected.objects()].flatMap((object) => {
    const live = known(actual.get(object.ref as never)) as SchemaObject | undefined;
    if (live === undefined) return [];
    return compareObjects(object, asSaidOf(object, live, actual)).differing.map(
      (field) => `${object.kind} ${describeRef(object.ref)}: ${field} ${JSON.stringify(object.body)} is ${JSON.stringify(live.body)}`,
    );
  });
  return [...missing, ...extra, ...changed];
}

/** A partition may say how its share of an index is called before there is one. */
function withoutNamesToCome(expected: Model, live: Model): Model {
  const objects = [...expected.objects()].map((object): SchemaObject => {
    if (object.kind !== "table" || object.body.indexNames === undefined) return object;
    const there = known(live.get(object.ref))?.body.indexNames ?? {};
    return {
      ...object,
      body: {
        ...object.body,
        indexNames: Object.fromEntries(Object.entries(object.body.indexNames).filter(([whole]) => there[whole] !== undefined)),
      },
    };
  });
  return SchemaModel.of(objects);
}

export const modelOf = (objects: Iterable<SchemaObject>): Model => SchemaModel.of(objects);
