import type { ConnectionTarget, ConnectOptions } from "../../port/dialect.ts";
import type { Inspection, InspectRequest, Session } from "../../port/session.ts";
import { openLink, type Link } from "./connection/link.ts";
import { createQueries } from "./connection/queries.ts";
import { createJournalStore } from "./journal/journal-store.ts";
import { createLeaseStore } from "./lease/lease-store.ts";
import { observe } from "./observe.ts";
import { createStageRunner } from "./stage/stage-runner.ts";

/** Connects, and answers for one database. @throws DatabaseError with a diagnostic that names host, port and database only. */
export async function openSession(target: ConnectionTarget, options: ConnectOptions): Promise<Omit<Session, "facts" | "canonical">> {
  const link = await openLink(target, options);
  return {
    server: link.server,
    observe: (project, schemas) => observe(link, project, schemas),
    inspect: (request) => inspect(link, request),
    journal: createJournalStore(link),
    lease: createLeaseStore(link),
    stages: createStageRunner(link),
    close: link.close,
  };
}

/** One snapshot for all queries of an inspection. */
async function inspect(link: Link, request: InspectRequest): Promise<Inspection> {
  const [{ inspectCatalogue }, { sql }] = await Promise.all([import("./catalogue/inspect.ts"), import("@databases/pg")]);
  const wire = await link.main();
  const queries = createQueries(async () => wire);
  await wire.message("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  try {
    return await inspectCatalogue((text) => queries.rows(sql.__dangerous__rawValue(text)), request);
  } finally {
    if (wire.alive) await wire.message("ROLLBACK");
  }
}
