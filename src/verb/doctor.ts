import type { Diagnostic, Severity } from "../core/diagnostic.ts";
import type { Health } from "../port/health.ts";
import { JournalUnreadableError } from "../port/journal-unreadable.ts";
import type { Observation } from "../port/session.ts";
import { historyFault } from "../reconcile/history-fault.ts";
import { findMissingRights } from "../reconcile/missing-rights.ts";
import type { Run } from "../reconcile/run.ts";
import type { VerbContext } from "./project/context.ts";
import { brokenBodies } from "./findings/broken-bodies.ts";
import { historyFindings, journalFindings, leaseFindings, leftovers, serverFindings } from "./findings/doctor-findings.ts";
import { healthFindings } from "./findings/health-findings.ts";
import { openProject } from "./project/open-project.ts";
import type { VerbOptions } from "./project/options.ts";
import { withRun } from "./project/run-options.ts";

export interface DoctorResult {
  readonly server: { readonly dialect: string; readonly version: string; readonly database: string; readonly pooled: boolean };
  /** null: the dialect has no roles. */
  readonly role: Health["role"];
  /** `last`: the end of the history, to compare with what was seen before: a history that was cut short ends elsewhere. */
  readonly journal: { readonly state: Observation["journal"] | "unreadable"; readonly last: Observation["last"] };
  /** Worst first. */
  readonly findings: readonly Diagnostic[];
}

/** What is wrong with the database or the way to it, as far as a role that may only read can see. Changes nothing. */
export async function doctor(context: VerbContext, options: VerbOptions): Promise<DoctorResult> {
  const project = await openProject(context, options);
  return withRun(project, async (run) => {
    const { session, settings } = run;
    const { server } = session;
    const observed = await observeAsReadable(run);
    const health = await session.health?.({ schemas: settings.schemas, work: observed.unfinished ? "unfinished" : "settled" });
    const answered = run.options.clock.now();
    const { model } = await session.inspect({ schemas: settings.schemas, ignore: settings.ignore, unmanaged: "leftOut" });
    const findings = [
      ...serverFindings(server, project.database.spec.connection?.directUrl !== undefined),
      ...journalFindings(observed),
      ...(await recordFindings(run, observed)),
      ...(await findMissingRights(run, [], "warning")),
      ...(health === undefined ? [] : healthFindings(health, answered)),
      ...leftovers(model),
      ...(await brokenBodies(model, project.dialect.grammar)),
    ];
    return {
      server: { dialect: project.dialect.name, version: server.version, database: server.database, pooled: server.pooled },
      role: health?.role ?? null,
      journal: { state: observed.journal, last: observed.last },
      findings: findings.toSorted((a, b) => graveness[a.severity] - graveness[b.severity]),
    };
  });
}

const graveness: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };

type Seen = Pick<Observation, "last" | "unfinished"> & { readonly journal: DoctorResult["journal"]["state"] };

async function observeAsReadable({ session, settings }: Run): Promise<Seen> {
  try {
    return await session.observe(settings.project, settings.schemas);
  } catch (error) {
    if (!(error instanceof JournalUnreadableError)) throw error;
    return { journal: "unreadable", last: null, unfinished: false };
  }
}

/** What history and lease say, as far as the role may read them. */
async function recordFindings(run: Run, { journal }: Seen): Promise<readonly Diagnostic[]> {
  if (journal !== "present" && journal !== "unreadable") return [];
  try {
    return [...historyFindings(await historyFault(run)), ...leaseFindings(await run.session.lease.holder())];
  } catch (error) {
    if (!(error instanceof JournalUnreadableError)) throw error;
    return error.diagnostics;
  }
}
