import { sql } from "@databases/sqlite";
import type { ObjectChange } from "../../../change/change.ts";
import type { Connection } from "../connection/connection.ts";
import { saidMissing } from "../lower/said-missing.ts";
import { triggersGone } from "../lower/second-column.ts";
import { homeOf } from "../lower/unit.ts";
import { quoteIdentifier } from "../quote.ts";
import { brokenDependants, compiles } from "./dependants.ts";
import { newViolations, violations } from "./foreign-keys.ts";
import { lostRows, rowCounts } from "./row-counts.ts";
import { askedInVain, stageRefusal } from "./stage-fault.ts";

/**
 * What surrounds a rebuild inside its transaction, foreign keys being off: views and triggers are taken away first and put back
 * after, else SQLite would check them against tables that are not there for a moment. In the end no row of any table is lost, no
 * foreign key is broken that was not before, and every view and trigger that worked still does. @throws StageError
 */
export async function aroundRebuild(connection: Connection, changes: readonly ObjectChange[], work: () => Promise<void>): Promise<void> {
  const changed = [...new Set(changes.map((change) => homeOf(change).name))];
  const gone = triggersGone(changes);
  const before = { counts: await rowCounts(connection), violations: await violations(connection), working: await compiles(connection) };
  const dependants = await connection.rows<Dependant>(
    sql`SELECT type, name, tbl_name AS home, sql FROM main.sqlite_schema WHERE type IN ('view', 'trigger') ORDER BY rowid`,
  );
  for (const { type, name } of dependants.toReversed()) await connection.run(`DROP ${type} IF EXISTS ${quoteIdentifier(name)}`);
  await work();
  for (const dependant of dependants) if (!gone.includes(dependant.name)) await restore(connection, dependant, changed);
  for (const { table, was, is } of await lostRows(connection, before.counts, changed))
    throw stageRefusal("rows-lost", `The rebuild would have left ${is} of ${was} rows in ${table}`, "Report this: nothing was changed");
  for (const violation of await newViolations(connection, before.violations, saidMissing(changes)))
    throw stageRefusal("foreign-key-broken", violation, "Correct the rows that refer to nothing, then run again");
  for (const broken of await brokenDependants(connection, before.working))
    throw askedInVain(
      "dependant-broken",
      `${broken.what} would no longer work: ${broken.reason}`,
      "Drop or change it in the same revision, before the table",
    );
}

interface Dependant {
  readonly type: "view" | "trigger";
  readonly name: string;
  readonly home: string;
  readonly sql: string;
}

/** The work itself decides about a view that it changes; a trigger of a table or view that it has dropped goes with it. */
async function restore(connection: Connection, { type, name, home, sql: text }: Dependant, changed: readonly string[]): Promise<void> {
  if (type === "view" && changed.includes(name)) return;
  const gone = type === "trigger" && changed.includes(home) && !(await exists(connection, home));
  if (!gone) await connection.run(text);
}

async function exists(connection: Connection, name: string): Promise<boolean> {
  return (
    (await connection.rows(sql`SELECT 1 FROM main.sqlite_schema WHERE type IN ('table', 'view') AND name = ${name} COLLATE NOCASE`))
      .length > 0
  );
}
