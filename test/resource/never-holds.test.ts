import { beforeAll, describe, expect, it } from "vitest";
import { grammar } from "../../src/dialect/postgresql/grammar.ts";
import { parseResources } from "../../src/resource/parse-resources.ts";
import type { SchemaResource } from "../../src/resource/resource.ts";
import { toModel } from "../../src/resource/to-model.ts";
import { onPostgresql } from "../operation/steps.ts";

beforeAll(() => grammar.ready());

const whole = "  - { name: e, columns: [ { name: id, type: int } ], partitionBy: { method: range, columns: [id] }";
const part = "  - { name: e1, partitionOf: { table: e, bounds: FROM (1) TO (5) }";
const other = "  - { name: o, columns: [ { name: id, type: int } ]";
const fires = (enabledIn: string) =>
  `triggers: [ { name: t, sql: CREATE TRIGGER t AFTER INSERT ON e FOR EACH ROW EXECUTE FUNCTION f(), enabledIn: [ ${enabledIn} ] } ]`;
const offIn = (table: string) => `{ table: ${table}, enabled: disabled }`;

/** What is found in tables, each in a line of its own, the first in line 6. */
function found(...lines: readonly string[]) {
  return foundIn(` tables:\n${lines.join("\n")}`);
}

function foundIn(spec: string) {
  const text = `apiVersion: keelson.dev/v1alpha1\nkind: Schema\nmetadata: { name: shop }\nspec:\n${spec}\n`;
  const { resources, diagnostics } = parseResources([{ path: "shop.yaml", text }]);
  expect(diagnostics).toEqual([]);
  return toModel(resources as readonly SchemaResource[], onPostgresql).diagnostics.map(
    ({ code, severity, position }) => `${severity} ${code} ${position?.line}`,
  );
}

describe("what can never hold is found before anything runs:", () => {
  it.each<[string, readonly string[], string]>([
    [
      "settings of columns that come from nowhere",
      [`${other}, columnSettings: [ { column: id, storage: plain } ] }`],
      "contradicting-fields 6",
    ],
    [
      "a number as default of what takes none",
      ['  - { name: o, columns: [ { name: a, type: boolean, default: "1" }, { name: b, type: bigint, default: "1" } ] }'],
      "value-not-of-type 6",
    ],
    [
      "two entries of settings for a column",
      [`${whole} }`, `${part}, columnSettings: [ { column: id, statistics: 5 }, { column: id, comment: x } ] }`],
      "declared-twice 7",
    ],
    [
      "a name for NOT NULL of a column that takes NULL",
      ["  - { name: o, columns: [ { name: id, type: int, notNull: { name: mine } } ] }"],
      "contradicting-fields 6",
    ],
    [
      "a comment on it",
      ["  - { name: o, columns: [ { name: id, type: int, nullable: true, notNull: { comment: mine } } ] }"],
      "contradicting-fields 6",
    ],
    [
      "what becomes of NULL in a column that takes it",
      ["  - { name: o, columns: [ { name: id, type: int, onConflict: ignore } ] }"],
      "contradicting-fields 6",
    ],
    [
      "a partition said twice of a trigger",
      [`${whole}, ${fires(`${offIn("e1")}, { table: e1, enabled: always }`)} }`, `${part} }`],
      "declared-twice 6",
    ],
    [
      "partitions of a table that has none",
      [`${whole} }`, `${part} }`, `${other}, ${fires(offIn("e1")).replace("ON e ", "ON o ")} }`],
      "contradicting-fields 8",
    ],
    ["a partition that is none", [`${whole}, ${fires(offIn("o"))} }`, `${other} }`], "contradicting-fields 6"],
    ["a partition that nobody declares", [`${whole}, ${fires(offIn("e9"))} }`], "unknown-reference 6"],
  ])("%s", (_what, lines, finding) => {
    expect(found(...lines)).toEqual([`error ${finding}`]);
  });

  it("an attribute that a base type has not, which the server would only warn of", () => {
    const type = (attribute: string) =>
      foundIn(` baseTypes: [ { name: b, sql: "CREATE TYPE b (INPUT = b_in, OUTPUT = b_out, ${attribute} = plain)" } ]`);
    expect(type("STORAG")).toEqual(["error invalid-definition 5"]);
    expect(type("STORAGE")).toEqual([]);
  });

  it("what can hold is not", () => {
    const deeper = "  - { name: e2, partitionOf: { table: e1, bounds: FROM (1) TO (2) } }";
    expect(
      found(
        `${whole}, ${fires(`${offIn("e2")}, ${offIn("e1")}`)} }`,
        `${part}, partitionBy: { method: range, columns: [id] }, columnSettings: [ { column: id, statistics: 5 } ] }`,
        deeper,
      ),
    ).toEqual([]);
    expect(found("  - { name: o, columns: [ { name: id, type: int, notNull: { name: mine } } ], primaryKey: { columns: [id] } }")).toEqual(
      [],
    );
    expect(found("  - { name: o, columns: [ { name: id, type: int, nullable: true, notNull: { name: mine, notValid: true } } ] }")).toEqual(
      [],
    );
    expect(found("  - { name: o, columns: [ { name: id, type: int, identity: always, notNull: { name: mine } } ] }")).toEqual([]);
    expect(found(`${other} }`, "  - { name: h, inherits: [o], columns: [], columnSettings: [ { column: id, statistics: 5 } ] }")).toEqual(
      [],
    );
  });
});
