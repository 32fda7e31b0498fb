import { beforeAll, expect, test } from "vitest";
import { grammar } from "../../src/dialect/postgresql/grammar.ts";
import { parseResources } from "../../src/resource/parse-resources.ts";
import type { Reading, ReadingMemory } from "../../src/resource/reading.ts";
import type { SchemaResource } from "../../src/resource/resource.ts";
import { toModel } from "../../src/resource/to-model.ts";
import { onPostgresql, onSqlite } from "../operation/steps.ts";

beforeAll(() => grammar.ready());

/** Spec by document, in the order in which they are read. */
type Documents = readonly (readonly [name: string, spec: string])[];

function resourcesOf(documents: Documents): readonly SchemaResource[] {
  const { resources, diagnostics } = parseResources(
    documents.map(([name, spec]) => ({
      path: `${name}.yaml`,
      text: `apiVersion: keelson.dev/v1alpha1\nkind: Schema\nmetadata: { name: ${name} }\nspec: ${spec}\n`,
    })),
  );
  expect(diagnostics.filter(({ code }) => code !== "declared-twice")).toEqual([]);
  return resources as readonly SchemaResource[];
}

class Memory implements ReadingMemory {
  readonly #readings = new Map<string, Reading>();
  read: string[] = [];

  recall({ origin }: SchemaResource): Reading | undefined {
    return this.#readings.get(origin.text);
  }

  remember({ origin, metadata }: SchemaResource, reading: Reading): void {
    this.read.push(metadata.name);
    this.#readings.set(origin.text, structuredClone(reading));
  }
}

function meaning(documents: Documents, settings: typeof onPostgresql, memory?: Memory) {
  const { model, diagnostics } = toModel(resourcesOf(documents), settings, memory);
  return { objects: [...model.objects()], diagnostics };
}

/** One set of documents after the other, each as it is read without a memory; what each time was read anew. */
function readAnew(states: readonly Documents[], settings = onPostgresql): readonly (readonly string[])[] {
  const memory = new Memory();
  return states.map((documents) => {
    memory.read = [];
    expect(meaning(documents, settings, memory)).toEqual(meaning(documents, settings));
    return memory.read;
  });
}

const table = (name: string, more = "", columns = ""): string =>
  `{ tables: [ { name: ${name}, columns: [ { name: id, type: bigint }, { name: code, type: text }${columns} ], primaryKey: { columns: [id] }${more} } ] }`;
const users = ["users", table("users")] as const;
const orders = ["orders", table("orders", ", foreignKeys: [ { columns: [code], references: { table: users } } ]")] as const;

test("a column more has one document read", () => {
  const wider = ["users", table("users", "", ", { name: email, type: text }")] as const;
  expect(
    readAnew([
      [users, orders],
      [users, orders],
      [wider, orders],
    ]),
  ).toEqual([["users", "orders"], [], ["users"]]);
});

test("what refers to a key is read again when the key is another one", () => {
  const byCode = ["users", table("users").replace("[id]", "[code]")] as const;
  expect(
    readAnew([
      [users, orders],
      [byCode, orders],
      [users, orders],
    ])[1],
  ).toEqual(["users", "orders"]);
});

test("what bears a type's bare name is read again when the type goes to another schema, comes or goes", () => {
  const moods = (schema: string) => ["moods", `{ enums: [ { name: mood, schema: ${schema}, values: [ok, bad] } ] }`] as const;
  const people = ["people", "{ tables: [ { name: people, columns: [ { name: mood, type: mood } ] } ] }"] as const;
  const read = readAnew([
    [moods("public"), people, users],
    [moods("billing"), people, users],
    [people, users],
    [moods("billing"), people, users],
  ]);
  expect(read[1]).toEqual(["moods", "people"]);
  expect(read[2]).toEqual(["people"]);
});

test("a name is given to whoever comes first, whichever was read before", () => {
  const one = ["one", table("a_b", ", indexes: [ { columns: [c] } ]", ", { name: c, type: text }")] as const;
  const two = ["two", table("a", ", indexes: [ { columns: [b_c] } ]", ", { name: b_c, type: text }")] as const;
  const third = ["third", table("b", ", indexes: [ { columns: [code], name: a_b_c_idx } ]")] as const;
  const read = readAnew([[one, two], [two, one], [third, one, two], [one, two, third], [one, two], [two]]);
  expect(read[0]).toEqual(["one", "two"]);
  expect(read[1]).toEqual(["two", "one"]);
});

test("a routine that comes is called by what names it", () => {
  const made = [
    "made",
    `{ functions: [ { signature: stamped(text), sql: "CREATE FUNCTION stamped(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT $1'" } ] }`,
  ] as const;
  const calls = ["calls", table("t", ", checks: [ { name: c, expression: 'stamped(code) = code' } ]")] as const;
  const read = readAnew([
    [calls, users],
    [calls, users, made],
    [calls, users],
  ]);
  expect(read[1]).toEqual(["calls", "made"]);
});

test("labels of an enum and what a domain says are in the tables that use them, on SQLite", () => {
  const moods = (labels: string) => ["moods", `{ enums: [ { name: mood, values: [${labels}] } ] }`] as const;
  const sizes = (type: string) => ["sizes", `{ domains: [ { name: size, type: ${type} } ] }`] as const;
  const people = ["people", "{ tables: [ { name: people, columns: [ { name: mood, type: mood } ] } ] }"] as const;
  const boxes = ["boxes", "{ tables: [ { name: boxes, columns: [ { name: size, type: size } ] } ] }"] as const;
  const read = readAnew(
    [
      [moods("ok"), sizes("integer"), people, boxes],
      [moods("ok, bad"), sizes("integer"), people, boxes],
      [moods("ok, bad"), sizes("text"), people, boxes],
    ],
    onSqlite,
  );
  expect(read[1]).toEqual(["moods", "people"]);
  expect(read[2]).toEqual(["sizes", "boxes"]);
});

test("what has a finding is found again", () => {
  const odd = ["odd", "{ tables: [ { name: Billing.Odd } ] }"] as const;
  const states = [
    [odd, users],
    [odd, users],
  ];
  expect(meaning(states[0] as Documents, onPostgresql).diagnostics.map(({ code }) => code)).toEqual(["ambiguous-name"]);
  expect(readAnew(states)[1]).toEqual([]);
});

test("what SQL declares beside entries is read with them", () => {
  const said = [
    "said",
    `{ objects: [ { sql: "CREATE TABLE s (a integer); CREATE RULE r AS ON INSERT TO users DO NOTHING; COMMENT ON TABLE users IS 'them'" } ] }`,
  ] as const;
  const read = readAnew([
    [users, said],
    [users, said],
    [["users", table("users", "", ", { name: b, type: text }")], said],
  ]);
  expect(read).toEqual([["users", "said"], [], ["users"]]);
});
