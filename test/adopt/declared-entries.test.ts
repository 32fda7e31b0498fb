import { expect, test } from "vitest";
import { entriesOf, entryKey } from "../../src/adopt/declared-entries.ts";
import { grammar } from "../../src/dialect/postgresql/grammar.ts";

test("what is told by an index method or by types is of one key wherever it is named", () => {
  const sql = "CREATE …";
  const spec = {
    operatorClasses: [
      { name: "ops", method: "btree", sql },
      { name: "ops", method: "hash", sql },
    ],
    functions: [{ signature: "f(character, bpchar, numeric(9,2))", sql }],
  };
  const keys = entriesOf(spec, { grammar, defaultSchema: "public" } as Parameters<typeof entriesOf>[1]).map(({ key }) => key);
  const schema = "public";
  expect(keys).toEqual([
    entryKey("functions", { schema, name: "f", arguments: ["character", "character", "numeric"] }),
    entryKey("operatorClasses", { schema, name: "ops", arguments: ["btree"] }),
    entryKey("operatorClasses", { schema, name: "ops", arguments: ["hash"] }),
  ]);
});
