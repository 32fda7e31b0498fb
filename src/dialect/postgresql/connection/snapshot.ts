import type { Query } from "../catalogue/query.ts";
import type { Link } from "./link.ts";
import { createQueries } from "./queries.ts";

/** `reading`: one state for all queries, nothing can be written. `trying`: things may be made, and are rolled back always. */
type Mode = "reading" | "trying";

const begins: Readonly<Record<Mode, string>> = {
  reading: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
  trying: "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE",
};

/** Runs queries in one transaction, which is rolled back. Text goes through @databases/pg unsplit. */
export async function inSnapshot<Value>(link: Link, mode: Mode, run: (query: Query) => Promise<Value>): Promise<Value> {
  const { sql } = await import("@databases/pg");
  const wire = await link.main();
  const queries = createQueries(async () => wire);
  await wire.message(begins[mode]);
  try {
    return await run((text) => queries.rows(sql.__dangerous__rawValue(text)));
  } finally {
    if (wire.alive) await wire.message("ROLLBACK");
  }
}
