import { DatabaseSync } from "node:sqlite";

const tables =
  "(SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'keelson\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\') t";
/** No type at all is what BLOB is; capitals and spaces mean nothing. A key that is INTEGER and not numbered all the same, since it runs down, is one that is INT. */
const type =
  "CASE upper(c.type) WHEN '' THEN 'BLOB' WHEN 'INT' THEN iif(c.pk > 0, 'INTEGER', 'INT') ELSE replace(upper(c.type), ' ', '') END";

const queries: readonly string[] = [
  `SELECT 'table', t.name, l.type, l.wr, l.strict, t.sql LIKE '%AUTOINCREMENT%' FROM ${tables} JOIN pragma_table_list l ON l.name = t.name AND l.schema = 'main'`,
  `SELECT 'column', t.name, c.cid, c.name, ${type}, c."notnull" OR (c.pk > 0 AND ${type} = 'INTEGER'), c.dflt_value, c.pk, c.hidden FROM ${tables}, pragma_table_xinfo(t.name) c`,
  `SELECT 'foreign key', t.name, k."table", k."from", coalesce(k."to", (SELECT p.name FROM pragma_table_info(k."table") p WHERE p.pk = k.seq + 1)), k.on_update, k.on_delete
   FROM ${tables}, pragma_foreign_key_list(t.name) k`,
  `SELECT 'index', t.name, iif(i.origin = 'c', i.name, i.origin), i."unique", i.partial, (SELECT group_concat(coalesce(x.name, '(expression)') || iif(x.desc, ' desc ', ' ') || x.coll, ',') FROM pragma_index_xinfo(i.name) x WHERE x.key)
   FROM ${tables}, pragma_index_list(t.name) i`,
  "SELECT 'view', v.name, c.cid, c.name, c.type FROM sqlite_schema v, pragma_table_xinfo(v.name) c WHERE v.type = 'view'",
  "SELECT 'text', type, name, substr(sql, instr(upper(sql), iif(type = 'view', 'SELECT', 'BEGIN'))) FROM sqlite_schema WHERE type IN ('view', 'trigger')",
  "SELECT 'action', t.name, upper(a.value), (length(upper(t.sql)) - length(replace(upper(t.sql), 'ON CONFLICT ' || a.value, ''))) / (12 + length(a.value)) FROM " +
    `${tables}, json_each('["ROLLBACK","FAIL","IGNORE","REPLACE"]') a`,
  `SELECT 'module', t.name, replace(substr(t.sql, instr(t.sql, 'USING ')), '"', '') FROM ${tables} WHERE t.sql LIKE 'CREATE VIRTUAL%'`,
];

/** What SQLite makes of a file, however its statements are spelled. */
export function sqliteMeaning(path: string): readonly string[] {
  const database = new DatabaseSync(path, { readOnly: true, enableDoubleQuotedStringLiterals: true });
  try {
    const lines = queries.flatMap((sql) => {
      const statement = database.prepare(sql);
      statement.setReturnArrays(true);
      return statement.all().map((row) => JSON.stringify(row));
    });
    return lines.sort();
  } finally {
    database.close();
  }
}
