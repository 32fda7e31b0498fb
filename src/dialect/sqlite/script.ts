import type { ObjectChange } from "../../change/change.ts";
import type { Instruction, ProbeInstruction } from "../../instruction/instruction.ts";
import { closed, scriptStatements } from "../../plan/script-statements.ts";
import type { ScriptWriter } from "../../port/script.ts";
import { saidMissing } from "./lower/said-missing.ts";
import { triggersGone } from "./lower/second-column.ts";
import { homeOf } from "./lower/unit.ts";
import { quoteLiteral } from "./quote.ts";
import { noMoreBrokenRows, noteBrokenRows } from "./script-broken-rows.ts";

/** For the sqlite3 shell. */
export const script: ScriptWriter = {
  opening: () => ["-- sqlite3 -bail database-file < this-file", "PRAGMA foreign_keys = ON;"],
  stage: ({ mode, instructions }) => {
    const statements = instructions.flatMap((each) => scriptStatements(each, expects));
    if (mode !== "rebuild") return (mode === "transaction" ? ["BEGIN IMMEDIATE", ...statements, "COMMIT"] : statements).map(closed);
    return framed(changesOf(instructions), statements).map(closed);
  },
};

/** A CHECK stops the script: plain SQL has no other way to. */
const stopsUnless = (condition: string): readonly string[] => [
  "CREATE TEMP TABLE keelson_expected (holds INTEGER NOT NULL CHECK (holds))",
  `INSERT INTO temp.keelson_expected VALUES (${condition})`,
  "DROP TABLE temp.keelson_expected",
];

const expects = ({ sql, expect, message }: ProbeInstruction): readonly string[] => [
  ...stopsUnless(
    `(SELECT CAST((${sql.trim().replace(/;$/, "")}\n) AS TEXT) IS ${quoteLiteral(expect)}) -- ${message.replaceAll("\n", " ")}\n`,
  ),
];

const changesOf = (instructions: readonly Instruction[]): readonly ObjectChange[] =>
  instructions.flatMap(({ effects }) => effects.filter((effect) => effect.kind === "object"));

/**
 * What surrounds a rebuild. Which views and triggers there are only the database knows: they are taken out of the schema table as they
 * stand and put back, which takes a connection that is not defensive.
 */
function framed(changes: readonly ObjectChange[], statements: readonly string[]): readonly string[] {
  const changed = [...new Set(changes.map((change) => homeOf(change).name))].map(quoteLiteral).join(", ");
  const gone = triggersGone(changes).map(quoteLiteral).join(", ");
  const views = `a.type = 'view' AND a.name NOT IN (${changed})`;
  const homes =
    `SELECT name FROM main.sqlite_schema WHERE type = 'table' OR (type = 'view' AND name IN (${changed})) ` +
    `UNION ALL SELECT a.name FROM temp.keelson_aside AS a WHERE ${views}`;
  return [
    "PRAGMA foreign_keys = OFF",
    "BEGIN IMMEDIATE",
    noteBrokenRows,
    "CREATE TEMP TABLE keelson_aside AS SELECT type, name, tbl_name, sql FROM main.sqlite_schema WHERE type IN ('view', 'trigger') ORDER BY rowid",
    "PRAGMA writable_schema = ON",
    "DELETE FROM main.sqlite_schema WHERE type IN ('view', 'trigger')",
    "PRAGMA writable_schema = RESET",
    ...statements,
    "PRAGMA writable_schema = ON",
    "INSERT INTO main.sqlite_schema (type, name, tbl_name, rootpage, sql) SELECT a.type, a.name, a.tbl_name, 0, a.sql FROM temp.keelson_aside AS a " +
      `WHERE (${views}) OR (a.type = 'trigger' AND a.name NOT IN (${gone}) AND a.tbl_name COLLATE NOCASE IN (${homes}))`,
    "PRAGMA writable_schema = RESET",
    ...stopsUnless(noMoreBrokenRows(saidMissing(changes))),
    "DROP TABLE temp.keelson_aside",
    "DROP TABLE temp.keelson_broken",
    "COMMIT",
    "PRAGMA foreign_keys = ON",
  ];
}
