import { beforeAll, expect, test } from "vitest";
import { postgresql } from "../../src/dialect/postgresql/index.ts";
import { parseResources } from "../../src/resource/parse-resources.ts";
import type { RevisionResource } from "../../src/resource/resource.ts";
import { checkSql } from "../../src/revision/check-sql.ts";

const { grammar, kinds } = postgresql;
const settings = { grammar, kinds, defaultSchema: "public", schemas: ["public"], serverVersion: null, environment: null };

beforeAll(() => grammar.ready());

function check(step: string): unknown[] {
  const text = `apiVersion: keelson.dev/v1alpha1\nkind: Revision\nmetadata: { name: first }\nspec:\n  id: a\n  revises: []\n  upgrade:\n    - ${step}\n`;
  const { resources, diagnostics } = parseResources([{ path: "a.yaml", text }]);
  expect(diagnostics).toEqual([]);
  return checkSql(resources as RevisionResource[], settings).map(({ code, position }) => [code, position?.line]);
}

test.each([
  ["SELEC 1", "sql-syntax"],
  ["COMMIT; SELECT 1", "transaction-control"],
  ["COPY t FROM STDIN", "copy-refused"],
])("%s is found without a database", (sql, code) => {
  expect(check(`{ sql: { text: "${sql}" } }`)).toEqual([[code, 8]]);
  expect(check(`{ sql: { text: "SELECT 1" }, downgrade: [ { sql: { text: "${sql}" } } ] }`)).toEqual([[code, 8]]);
});

test("what may only run elsewhere is not read as this dialect's", () => {
  expect(check('{ sql: { text: "PRAGMA x" }, when: { dialect: sqlite } }')).toEqual([]);
  expect(check('{ sql: { text: "PRAGMA x" }, when: { exists: { table: t } } }')).toEqual([["sql-syntax", 8]]);
});
