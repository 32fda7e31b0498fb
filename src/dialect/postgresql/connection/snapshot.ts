import type { Query } from "../catalogue/query.ts";
import type { Link } from "./link.ts";
import { createQueries } from "./queries.ts";

/** `reading`: one state for all queries, nothing can be written. `trying`: things may be made, and are rolled back always. */
type Mode = "reading" | "trying";

/** Even to look at a table one waits for whoever has it for himself: not for ever, since nobody would know why nothing happens. Milliseconds. */
const longestWait = 10_000;

const begins: Readonly<Record<Mode, string>> = {
  reading: `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL lock_timeout = ${longestWait}`,
  trying: "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE",
};

/** Runs queries in one transaction, which is rolled back. Text goes through @databases/pg unsplit. */
export async function inSnapshot<Value>(link: Link, mode: Mode, run: (query: Query) => Promise<Value>): Promise<Value> {
  const { sqlTemplates } = await import("./sql.ts");
  const wire = await link.main();
  const queries = createQueries(async () => wire);
  await wire.message(begins[mode]);
  try {
    return await run((text) => queries.rows(sqlTemplates.sql.__dangerous__rawValue(text)));
  } finally {
    if (wire.alive) await wire.message("ROLLBACK");
  }
}
