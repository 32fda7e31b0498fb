import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { operationShapes } from "../../src/operation/operations.shape.ts";
import { revision, schema } from "../resource/read.ts";

const root = join(import.meta.dirname, "../../schemas");
const load = (name: string): object => JSON.parse(readFileSync(join(root, name), "utf8")) as object;
const ajv = new Ajv({ allErrors: true, strict: false });

test("there is a schema for every document and every operation, each complete by itself", () => {
  expect(
    readdirSync(root)
      .filter((name) => name.endsWith(".json"))
      .toSorted(),
  ).toEqual(["Database.json", "DatabaseSet.json", "Plan.json", "Revision.json", "Schema.json", "keelson.json"]);
  expect(readdirSync(join(root, "operation")).toSorted()).toEqual(
    Object.keys(operationShapes)
      .map((name) => `${name}.json`)
      .toSorted(),
  );
  for (const file of readdirSync(join(root, "operation"))) expect(() => ajv.compile(load(`operation/${file}`))).not.toThrow();
});

test("an editor accepts and refuses what keelson does", () => {
  const validate = ajv.compile(load("Revision.json"));
  const text =
    "revises: []\nupgrade:\n  - addColumn: { table: t, column: { name: a, type: int } }\n    when: { all: [ { exists: { table: t } } ] }\n    downgrade: [ { dropColumn: { table: t, column: a } } ]";
  expect(validate(parse(revision(text)))).toBe(true);
  expect(validate(parse(revision(text.replace("type: int", "tpye: int"))))).toBe(false);
  expect(validate(parse(revision(text.replace("addColumn", "addColum"))))).toBe(false);
  expect(validate(parse(revision("revises: []\nupgrade: [ {} ]")))).toBe(false);
});

test("rules between fields hold in editors too", () => {
  const validate = ajv.compile(load("Schema.json"));
  const indexes = (index: string) => validate(parse(schema(`tables: [ { name: t, indexes: [ ${index} ] } ]`)));
  expect(indexes("{ columns: [a] }")).toBe(true);
  expect(indexes("{ columns: [a], keys: [ { column: a } ] }")).toBe(false);
  expect(indexes("{ name: i }")).toBe(false);
});
