import sqlite3 from "sqlite3";
import { describe, expect, it } from "vitest";
import type { ObjectChange } from "../../src/change/change.ts";
import { changeLine } from "../../src/change/describe.ts";
import { silentLogger } from "../../src/core/logger.ts";
import { postgresql } from "../../src/dialect/postgresql/index.ts";
import { sqlite } from "../../src/dialect/sqlite/index.ts";
import { answersTo } from "../../src/diff/answers.ts";
import { diff } from "../../src/diff/diff.ts";
import type { Model } from "../../src/model/model.ts";
import { SchemaModel } from "../../src/model/schema-model.ts";
import type { Dialect } from "../../src/port/dialect.ts";
import { fromModel } from "../../src/resource/from-model.ts";
import { parseResources } from "../../src/resource/parse-resources.ts";
import type { SchemaResource } from "../../src/resource/resource.ts";
import { toModel } from "../../src/resource/to-model.ts";
import { askRows } from "../server/ask.ts";
import { describePostgres } from "../server/postgres.ts";
import { sqliteFile } from "../server/sqlite.ts";

const schema = `
apiVersion: keelson.dev/v1alpha1
kind: Schema
metadata: { name: shop }
spec:
  enums:
    - { name: order_state, values: [ new, paid, "O'Neill" ] }
  tables:
    - name: teams
      columns:
        - { name: id, type: bigint, identity: always }
        - { name: name, type: varchar(50), nullable: false }
        - { name: created_at, type: timestamptz, nullable: false, default: CURRENT_TIMESTAMP }
      primaryKey: { columns: [id] }
      unique: [ { columns: [name] } ]
    - name: Order
      comment: What people want
      columns:
        - { name: id, type: int, identity: always }
        - { name: team_id, type: bigint }
        - { name: parent, type: int }
        - { name: state, type: order_state, nullable: false, default: "'new'" }
        - { name: email, type: varchar(100), nullable: false }
        - { name: price, type: "numeric(10,2)" }
        - { name: active, type: boolean, nullable: false, default: "true" }
        - { name: size, type: int, generated: { expression: "length(email) + 1", stored: true } }
      primaryKey: { columns: [id] }
      checks: [ { expression: "email <> ''" }, { name: ck2, expression: "price > 0 and active" } ]
      foreignKeys:
        - { columns: [team_id], references: { table: teams }, onDelete: cascade }
        - { columns: [parent], references: { table: Order } }
      indexes:
        - { columns: [team_id] }
        - { name: recent, keys: [ { column: email, order: desc, nulls: last }, { expression: "lower(email)" } ], where: active, dialects: { postgresql: { unique: true } } }
  views: [ { name: active_users, query: 'SELECT id, email FROM "Order" WHERE active' } ]
`;

const settingsFor = (dialect: Dialect) => {
  const { grammar, kinds } = dialect;
  return {
    grammar,
    kinds,
    defaultSchema: grammar.defaultSchema,
    schemas: [grammar.defaultSchema],
    serverVersion: "16.3",
    environment: null,
  };
};

async function documents(): Promise<readonly SchemaResource[]> {
  const { resources, diagnostics } = parseResources([{ path: "shop.yaml", text: schema }]);
  expect(diagnostics).toEqual([]);
  return resources.filter((resource): resource is SchemaResource => resource.kind === "Schema");
}

function statements(dialect: Dialect, changes: readonly ObjectChange[]): readonly string[] {
  const facts = { serverVersion: dialect.name === "sqlite" ? 3045000 : 160003, table: () => undefined, columnEmpty: () => undefined };
  const context = {
    model: SchemaModel.empty,
    facts,
    direction: "up",
    project: "p",
    revision: null,
    atomic: "no",
    searchPath: [dialect.grammar.defaultSchema],
  } as const;
  return dialect.lowering
    .lower(changes, context)
    .flatMap((instruction) => (instruction.kind === "statement" ? instruction.statements.map(({ sql }) => sql) : []));
}

/** What the live database still lacks of the documents, questions answered by the server itself. */
async function rest(dialect: Dialect, url: string, desired: Model) {
  const options = { logger: silentLogger, signal: new AbortController().signal, connectTimeout: 10_000 };
  const session = await dialect.connect({ url }, options);
  try {
    const { model: live } = await session.inspect({ schemas: settingsFor(dialect).schemas, ignore: [] });
    const { questions } = diff(desired, live);
    const answers = answersTo(questions, await session.canonical.answer(questions, desired));
    return { live, changes: diff(desired, live, { answers }).changes.map(changeLine) };
  } finally {
    await session.close();
  }
}

async function converge(dialect: Dialect, url: string, run: (sql: string) => Promise<unknown>): Promise<void> {
  await dialect.grammar.ready();
  const settings = settingsFor(dialect);
  const { model: desired, diagnostics } = toModel(await documents(), settings);
  // SQLite keeps no comments, and says so.
  expect(diagnostics.filter(({ code }) => code !== "comment-not-kept")).toEqual([]);
  for (const sql of statements(dialect, diff(desired, SchemaModel.empty).changes)) await run(sql);
  const first = await rest(dialect, url, desired);
  expect(first.changes).toEqual([]);
  // The documents that are written from the database mean the database.
  const written = fromModel(first.live, settings).map(({ spec }, index): SchemaResource => {
    const position = { file: "written.yaml", line: 1, column: 1 };
    return {
      kind: "Schema",
      metadata: { name: `s${index}` },
      spec,
      position,
      origin: { file: "written.yaml", text: "", document: 0 },
      sqlFiles: [],
    };
  });
  const again = toModel(written, settings);
  expect(again.diagnostics).toEqual([]);
  expect((await rest(dialect, url, again.model)).changes).toEqual([]);
}

describePostgres("a Schema that was created", ({ database }) => {
  it("differs in nothing from what the server says, and can be written back", async () => {
    await using empty = await database();
    await converge(postgresql, empty.url, (sql) => askRows(empty.url, sql));
  });
});

describe("a Schema that was created (SQLite)", () => {
  it("differs in nothing from what the file says, and can be written back", async () => {
    using file = sqliteFile();
    const run = (sql: string) =>
      new Promise<void>((resolve, reject) => {
        const db = new sqlite3.Database(file.path, () =>
          db.exec(sql, (error) => db.close(() => (error === null ? resolve() : reject(error)))),
        );
      });
    await converge(sqlite, file.url, run);
  });
});
