import { DatabaseError } from "../../core/error.ts";
import { describeRef } from "../../model/ref.ts";
import type { ConnectionTarget, ConnectOptions } from "../../port/dialect.ts";
import type { Question, Session } from "../../port/session.ts";
import { openLink } from "./connection/link.ts";
import { inSnapshot } from "./connection/snapshot.ts";
import { told } from "./connection/told.ts";
import { createJournalStore } from "./journal/journal-store.ts";
import { createLeaseStore } from "./lease/lease-store.ts";
import { observe } from "./observe.ts";
import { createStageRunner } from "./stage/stage-runner.ts";

/** Connects, and answers for one database. @throws DatabaseError with a diagnostic that names host, port and database only. */
export async function openSession(target: ConnectionTarget, options: ConnectOptions): Promise<Session> {
  const link = await openLink(target, options);
  const { place, server } = link;
  return told(place, {
    server,
    observe: (project, schemas) => observe(link, project, schemas),
    inspect: async (request) => {
      const { inspectCatalogue } = await import("./catalogue/inspect.ts");
      return inSnapshot(link, "reading", (query) => inspectCatalogue(query, request));
    },
    facts: async (tables, columns) => {
      const { readFacts } = await import("./facts.ts");
      return inSnapshot(link, "reading", (query) => readFacts(query, server.versionNumber, tables, columns));
    },
    canonical: { answer: async (questions) => (questions.length === 0 ? [] : cannotCompare(questions)) },
    journal: told(place, createJournalStore(link)),
    lease: told(place, createLeaseStore(link)),
    stages: told(place, createStageRunner(link)),
    close: link.close,
  });
}

/** Until expressions are spelled out by the server, a difference in spelling cannot be told from one in meaning. */
function cannotCompare(questions: readonly Question[]): never {
  const names = questions.map(({ desired, field }) => `${describeRef(desired.ref)} (${field})`).join(", ");
  const code = "spelling-unknown";
  const message = `Expressions are spelled differently in the documents and in the database, and cannot be compared yet: ${names}`;
  throw new DatabaseError(message, { code, diagnostics: [{ code, severity: "error", message, remedy: "Write them as `keelson inspect` shows them" }] });
}
