import type { SaidMissing } from "./lower/said-missing.ts";
import { quoteLiteral } from "./quote.ts";

/** Columns of a query in one order and one spelling, so that two lists of them can be compared. */
const listed = (columns: string): string => `SELECT json_group_array(name) FROM (${columns} ORDER BY 1)`;

/** What a foreign key to the table `k."table"` may name; NULLs stand for the primary key that it need not name. */
const keys = `${listed('SELECT lower(name) AS name FROM pragma_table_info(k."table") WHERE pk')}
  UNION ALL SELECT json_group_array(NULL) FROM pragma_table_info(k."table") WHERE pk
  UNION ALL SELECT (${listed("SELECT ifnull(lower(x.name), 0) AS name FROM pragma_index_xinfo(i.name) AS x WHERE x.key")})
    FROM pragma_index_list(k."table") AS i WHERE i."unique" AND NOT i.partial`;

/** The foreign keys of the table `t.name` that lead to what is no key. */
const misfits = `SELECT 1 FROM pragma_foreign_key_list(t.name) AS k
  WHERE EXISTS (SELECT 1 FROM main.sqlite_schema WHERE type IN ('table', 'view') AND name = k."table" COLLATE NOCASE)
    AND (${listed('SELECT lower(o."to") AS name FROM pragma_foreign_key_list(t.name) AS o WHERE o.id = k.id')}) NOT IN (${keys})`;

/**
 * How many rows of each table refer to nothing, by the table referred to. `foreign_key_check` fails as a whole over a foreign key that
 * leads to what is no key: tables with such a one are left out, as SQLite cannot tell of them.
 */
const brokenRows = `WITH judged AS MATERIALIZED (SELECT name FROM pragma_table_list AS t WHERE schema = 'main' AND type = 'table' AND NOT EXISTS (${misfits}))
  SELECT j.name AS "table", f.parent, count(f.parent) AS n FROM judged AS j LEFT JOIN pragma_foreign_key_check(j.name) AS f GROUP BY 1, 2`;

export const noteBrokenRows = `CREATE TEMP TABLE keelson_broken AS ${brokenRows}`;

/** Whether no more rows refer to nothing than were noted, but for those that are said to; of a table that SQLite could not tell of then, nobody knows. */
export const noMoreBrokenRows = (
  said: readonly SaidMissing[],
): string => `NOT EXISTS (SELECT 1 FROM (${brokenRows}) AS f WHERE "table" IN (SELECT "table" FROM temp.keelson_broken)
  AND n > coalesce((SELECT n FROM temp.keelson_broken AS b WHERE b."table" = f."table" AND b.parent = f.parent), 0)
  ${said.map(({ table, parent }) => `AND NOT ("table" = ${quoteLiteral(table)} AND parent = ${quoteLiteral(parent)})`).join(" ")})`;
