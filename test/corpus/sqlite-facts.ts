import { DatabaseSync } from "node:sqlite";

/** What SQLite itself understands of a file: a line for each column, key, index and text of a view or trigger, whatever the spelling. Without keelson's own tables. */
export function sqliteFacts(path: string): readonly string[] {
  const database = new DatabaseSync(path, { readOnly: true, enableDoubleQuotedStringLiterals: true });
  try {
    const lines = (sql: string): readonly string[] => {
      const statement = database.prepare(sql);
      statement.setReturnArrays(true);
      return statement.all().map((row) => JSON.stringify(row));
    };
    return [...queries.flatMap(lines), ...database.prepare(texts).all().flatMap(expressionsOf)].sort();
  } finally {
    database.close();
  }
}

/** The catalogue keeps expressions as text alone: here a line of the statement holds one column or check. */
function expressionsOf({ name, sql }: Readonly<Record<string, unknown>>): readonly string[] {
  const generated = String(sql).matchAll(/^\s*["[]?(\w+).*?\bGENERATED ALWAYS AS\s*(\(.*\)(?:\s*STORED)?)/gm);
  const checks = String(sql).matchAll(/\b(CHECK)\s*(\(.*\))/gm);
  return [...generated, ...checks].map(([, of, text]) => JSON.stringify(["expression", name, of, text?.replaceAll(/\s+/g, " ")]));
}

const tables =
  "(SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'keelson\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\') t";
const texts = `SELECT t.name, s.sql FROM ${tables} JOIN sqlite_schema s ON s.name = t.name`;
/** Spellings of one type; where `INTEGER` is more, as the key that a table numbers its rows by, an index is missing. */
const spelling =
  "CASE upper(c.type) WHEN 'INT' THEN 'INTEGER' WHEN 'TIMESTAMP WITHOUT TIME ZONE' THEN 'TIMESTAMP' ELSE replace(replace(upper(c.type), 'DECIMAL', 'NUMERIC'), ', ', ',') END";
const queries: readonly string[] = [
  `SELECT 'table', t.name, l.type, l.wr, l.strict FROM ${tables} JOIN pragma_table_list l ON l.name = t.name AND l.schema = 'main'`,
  `SELECT 'column', t.name, c.cid, c.name, ${spelling}, c."notnull", nullif(c.dflt_value, 'NULL'), c.pk, c.hidden FROM ${tables}, pragma_table_xinfo(t.name) c`,
  `SELECT 'foreign key', t.name, k."table", group_concat(k."from" || '->' || coalesce(k."to", ''), ','), k.on_update, k.on_delete, k.match
   FROM ${tables}, pragma_foreign_key_list(t.name) k GROUP BY t.name, k.id`,
  `SELECT 'index', t.name, iif(i.origin = 'c', i.name, i.origin), i."unique", i.partial, (SELECT group_concat(coalesce(x.name, '(expression)') || iif(x.desc, ' desc ', ' ') || x.coll, ',') FROM pragma_index_xinfo(i.name) x WHERE x.key)
   FROM ${tables}, pragma_index_list(t.name) i`,
  `SELECT 'counter', t.name FROM ${tables} JOIN sqlite_schema s ON s.name = t.name WHERE s.sql LIKE '%AUTOINCREMENT%'`,
  "SELECT type, name, sql FROM sqlite_schema WHERE type = 'view'",
  // What stands before its body is spelled anew, with names in quotes.
  `SELECT type, name, trim(replace(replace(substr(sql, 1, instr(sql, 'BEGIN') - 1), '"', ''), char(10), ' ')), substr(sql, instr(sql, 'BEGIN')) FROM sqlite_schema WHERE type = 'trigger'`,
];
