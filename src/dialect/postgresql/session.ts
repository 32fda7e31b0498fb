import type { ConnectionTarget, ConnectOptions } from "../../port/dialect.ts";
import type { JournalStore } from "../../port/journal.ts";
import type { LeaseStore } from "../../port/lease.ts";
import type { Rights } from "../../port/rights.ts";
import type { Canonical, Session } from "../../port/session.ts";
import type { StageRunner } from "../../port/stage-runner.ts";
import { openLink, type Opened } from "./connection/link.ts";
import { createOpener } from "./connection/opener.ts";
import { inSnapshot, inSnapshotOfTwo } from "./connection/snapshot.ts";
import { told } from "./connection/told.ts";
import { createJournalStore } from "./journal/journal-store.ts";
import { createLeaseStore } from "./lease/lease-store.ts";
import { observe, type Seen } from "./observe.ts";
import { createStageRunner } from "./stage/stage-runner.ts";

/** Connects, and answers for one database. @throws DatabaseError with a diagnostic that names host, port and database only. */
export async function openSession(target: ConnectionTarget, options: ConnectOptions): Promise<Session> {
  const open = createOpener(target, options);
  return sessionOn(target, options, { wire: await open("usual"), open });
}

/** Answers for one database, over a connection that is there. @throws DatabaseError */
export async function sessionOn(target: ConnectionTarget, options: ConnectOptions, opened: Opened): Promise<Session> {
  const { glance } = options;
  let first: Promise<Seen> | undefined;
  const link = await openLink(target, options, opened, (wire) => {
    if (glance === undefined) return;
    first = observe(wire, glance);
    // Whoever looks is told.
    first.catch(() => undefined);
  });
  const { place, server } = link;
  // Made when they are asked for: where there is nothing to do nobody does.
  let journal: JournalStore | undefined;
  let lease: LeaseStore | undefined;
  let stages: StageRunner | undefined;
  const memory = () => import("./canonical-memory.ts").then(({ createMemory }) => createMemory(link));
  return told(place, {
    server,
    observe: async (project, schemas) => {
      const asked = first !== undefined && project === glance?.project && String(schemas) === String(glance.schemas) ? first : undefined;
      first = undefined;
      return { server, ...(await (asked ?? observe(await link.main(), { project, schemas }))) };
    },
    inspect: async (request) => {
      const { inspectCatalogue } = await import("./catalogue/inspect.ts");
      return inSnapshotOfTwo(link, (query, beside) => inspectCatalogue(query, request, beside));
    },
    read: async (request, before) => {
      const { readCatalogue } = await import("./catalogue/inspect.ts");
      return inSnapshotOfTwo(link, (query, beside) => readCatalogue(query, request, before, beside));
    },
    facts: async (tables, columns) => {
      const { readFacts } = await import("./facts.ts");
      return inSnapshot(link, "reading", (query) => readFacts(query, server.versionNumber, tables, columns));
    },
    rows: async (request) => {
      const { compareRows } = await import("./compare-rows.ts");
      return inSnapshot(link, "reading", (query) => compareRows(query, request));
    },
    statistics: async (tables) => {
      const { readStatistics } = await import("./statistics.ts");
      return inSnapshot(link, "reading", (query) => readStatistics(query, tables));
    },
    canonical: told<Canonical>(place, {
      answer: async (questions, desired) => {
        const { createCanonical } = await import("./canonical.ts");
        return createCanonical((run) => inSnapshot(link, "trying", run)).answer(questions, desired);
      },
      obstacle: async (schemas) => {
        const { canonicalObstacle } = await import("./canonical-obstacle.ts");
        return canonicalObstacle(link, schemas);
      },
      memory: told(place, {
        recall: async (keys) => (await memory()).recall(keys),
        remember: async (answers) => (await memory()).remember(answers),
      }),
    }),
    health: async (request) => {
      const { readHealth } = await import("./health/health.ts");
      return inSnapshot(link, "reading", (query) => readHealth(query, server, request, link.role));
    },
    get journal() {
      return (journal ??= told(place, createJournalStore(link)));
    },
    get lease() {
      return (lease ??= told(place, createLeaseStore(link)));
    },
    get stages() {
      return (stages ??= told(place, createStageRunner(link)));
    },
    rights: told<Rights>(place, {
      missing: async (stages) => {
        const { missingRights } = await import("./rights/missing-rights.ts");
        const judged = server.superuser && link.role === null ? "names" : "all";
        return missingRights((run) => inSnapshot(link, "reading", run), stages, link.role, judged);
      },
      unreadable: async (readings) => {
        const { unreadableRows } = await import("./rights/unreadable-rows.ts");
        return server.superuser ? readings.map(() => null) : inSnapshot(link, "reading", (query) => unreadableRows(query, readings));
      },
    }),
    close: link.close,
  });
}
