import { expect, test } from "vitest";
import { defaultName, indexColumnNames } from "../../../src/model/naming.ts";
import { describePostgres } from "../../server/postgres.ts";
import { Workbench } from "./workbench.ts";

const expressions = [
  "lower(a)",
  "pg_catalog.upper( a )",
  'public."Odd Fn"(a)',
  "coalesce(a, '(')",
  "greatest(n, 1)",
  "nullif(a, '')",
  "trim(a)",
  "(a || 'x')",
  "(n + 1)",
  "((lower(a)))",
  "(n::bigint)",
  "((d ->> 'x')::integer)",
  "(d ->> 'x')",
  "(lower(a)::varchar(10))",
  "(a || n::text)",
  "(lower(a) || upper(a))",
  "extract(year FROM t)",
  "date_trunc('day', t)",
  "substring(a, 1, 2)",
  "(a IS NULL)",
  "(NOT b)",
  "((n + 1)::numeric(10, 2))",
  "('x'::text)",
  "substr(a, 1)",
];

describePostgres("names that PostgreSQL gives", (server) => {
  test("to indexes on expressions are ours", async () => {
    const tables = expressions.map(
      (expression, at) =>
        `CREATE TABLE t${at} (a text, n integer, d jsonb, t timestamp, b boolean); CREATE INDEX ON t${at} (${expression})`,
    );
    await using bench = await Workbench.open(
      server,
      [`CREATE FUNCTION "Odd Fn"(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT $1'`, ...tables].join(";"),
    );
    const names = await bench.values(
      "SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid WHERE t.relname ~ '^t[0-9]+$' ORDER BY t.oid",
    );
    expect(
      expressions.map((text, at) => [
        text,
        defaultName.index(`t${at}`, indexColumnNames([{ column: null, expression: { text } }]), () => false),
      ]),
    ).toEqual(expressions.map((text, at) => [text, names[at]]));
  });
});
