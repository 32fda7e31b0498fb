import type { Query } from "../catalogue/query.ts";
import type { Link } from "./link.ts";
import { pinTransaction } from "./pinned-settings.ts";
import { createQueries } from "./queries.ts";
import type { Wire } from "./wire.ts";

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
  const wire = await link.main();
  await wire.message(begins[mode]);
  return rolledBack(wire, async () => run(await queryOn(wire)));
}

/** From so many bytes of pg_attribute on (a few hundred tables) a second backend is worth its start. */
const large = 2 ** 20;

/**
 * The same for reading much: `beside` asks another backend, which sees the same state and works at the same time. Where the catalogue is small, a pooler
 * stands between or the server has no connection left, it is the same connection.
 */
export async function inSnapshotOfTwo<Value>(link: Link, run: (query: Query, beside: Query) => Promise<Value>): Promise<Value> {
  const wire = await link.main();
  const begun = await wire.message(
    `${begins.reading}; SELECT pg_catalog.pg_relation_size('pg_catalog.pg_attribute') > ${large} AND pg_catalog.has_function_privilege('pg_catalog.pg_export_snapshot()', 'EXECUTE') AS large`,
  );
  const isLarge = !link.server.pooled && begun.at(-1)?.rows[0]?.["large"] === "t";
  return rolledBack(wire, async () => {
    const query = await queryOn(wire);
    if (!isLarge) return run(query, query);
    const second = openBeside(link, wire);
    // Until it is there nothing waits for it but what it is asked itself.
    const asked = second.then((other) => (other === null ? query : queryOn(other)));
    // Whoever asks is told; where nobody does, the end is.
    asked.catch(() => undefined);
    try {
      return await run(query, async (text) => (await asked)(text));
    } finally {
      const other = await second;
      if (other !== null) link.leave(other);
    }
  });
}

/** A second connection in the snapshot of the first; null where there is none to be had. */
async function openBeside(link: Link, first: Wire): Promise<Wire | null> {
  const beside = link.beside();
  const exported = await first.message("SELECT pg_catalog.pg_export_snapshot() AS snapshot").catch(async (error: unknown) => {
    (await beside)?.destroy();
    throw error;
  });
  const other = await beside;
  const snapshot = exported[0]?.rows[0]?.["snapshot"] ?? "";
  try {
    await other?.message(
      `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET TRANSACTION SNAPSHOT '${snapshot}'; ${pinTransaction([["lock_timeout", String(longestWait)]], link.server.versionNumber)}`,
    );
    return other;
  } catch {
    // An address of several servers may lead to another one.
    other?.destroy();
    return null;
  }
}

async function rolledBack<Value>(wire: Wire, run: () => Promise<Value>): Promise<Value> {
  try {
    return await run();
  } finally {
    if (wire.alive) await wire.message("ROLLBACK");
  }
}

async function queryOn(wire: Wire): Promise<Query> {
  const { sqlTemplates } = await import("./sql.ts");
  const queries = createQueries(async () => wire);
  return (text) => queries.rows(sqlTemplates.sql.__dangerous__rawValue(text));
}
