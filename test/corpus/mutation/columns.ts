import { columns, tables } from "./candidates.ts";

const added = [
  "integer",
  "text NOT NULL DEFAULT 'x'",
  "numeric(9,2) DEFAULT 1.5",
  "timestamptz DEFAULT now()",
  "jsonb DEFAULT '{}'",
  "boolean NOT NULL DEFAULT false",
  "uuid",
  "integer[] DEFAULT '{1}'",
  "integer GENERATED ALWAYS AS IDENTITY",
  'text COLLATE "C" CHECK (length(new_$n) < 9)',
  "text UNIQUE",
  "int4range",
  "serial",
];
const wider: Readonly<Record<string, string>> = {
  smallint: "integer",
  integer: "bigint",
  bigint: "numeric",
  "character varying(%)": "text",
  date: "timestamp",
  "numeric(%": "numeric",
  real: "double precision",
};

/** What happens to columns. */
export const columnMutations: readonly string[] = [
  ...added.map((type) => `SELECT format('ALTER TABLE %s ADD COLUMN new_$n %s', t.name, ${quoted(type)}) FROM ${tables}`),
  `SELECT format('ALTER TABLE %s ADD COLUMN new_$n text GENERATED ALWAYS AS (coalesce(%I::text, ''none'')) STORED', t.name, a.attname) FROM ${columns} WHERE a.type IN ('text', 'integer') AND a.attgenerated = ''`,
  `SELECT format('ALTER TABLE %s DROP COLUMN %I CASCADE', t.name, a.attname) FROM ${columns}`,
  ...Object.entries(wider).map(
    ([from, to]) =>
      `SELECT format('ALTER TABLE %s ALTER COLUMN %I TYPE ${to}', t.name, a.attname) FROM ${columns} WHERE a.type LIKE '${from}'`,
  ),
  `SELECT format('ALTER TABLE %s ALTER COLUMN %I SET NOT NULL', t.name, a.attname) FROM ${columns} WHERE NOT a.attnotnull`,
  `SELECT format('ALTER TABLE %s ALTER COLUMN %I DROP NOT NULL', t.name, a.attname) FROM ${columns} WHERE a.attnotnull`,
  // A serial column that lets go of its sequence, and keeps it, is not carried over yet: "already exists".
  `SELECT format('ALTER TABLE %s ALTER COLUMN %I DROP DEFAULT', t.name, a.attname) FROM ${columns} WHERE a.atthasdef AND a.attgenerated = '' AND pg_get_serial_sequence(t.name, a.attname) IS NULL`,
  `SELECT format('ALTER TABLE %s ALTER COLUMN %I SET DEFAULT %s', t.name, a.attname, CASE WHEN a.type LIKE 'timestamp%' THEN 'now()' WHEN a.type = 'integer' THEN '7' ELSE '''d''' END) FROM ${columns} WHERE (a.type LIKE 'timestamp%' OR a.type IN ('integer', 'text')) AND pg_get_serial_sequence(t.name, a.attname) IS NULL`,
  `SELECT format('ALTER TABLE %s ALTER COLUMN %I SET STATISTICS 55', t.name, a.attname) FROM ${columns}`,
  `SELECT format('ALTER TABLE %s ALTER COLUMN %I SET STORAGE EXTERNAL', t.name, a.attname) FROM ${columns} WHERE a.type = 'text'`,
  `SELECT format('COMMENT ON COLUMN %s.%I IS ''it''''s new $n''', t.name, a.attname) FROM ${columns}`,
];

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
