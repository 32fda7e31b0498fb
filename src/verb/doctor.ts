import type { Diagnostic, Severity } from "../core/diagnostic.ts";
import type { Health } from "../port/health.ts";
import type { Observation, Session } from "../port/session.ts";
import { historyFault } from "../reconcile/history-fault.ts";
import { findMissingRights } from "../reconcile/missing-rights.ts";
import type { VerbContext } from "./project/context.ts";
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
  readonly journal: { readonly state: Observation["journal"]; readonly last: Observation["last"] };
  /** Worst first. */
  readonly findings: readonly Diagnostic[];
}

/** What is wrong with the database or the way to it, as far as a role that may only read can see. Changes nothing. */
export async function doctor(context: VerbContext, options: VerbOptions): Promise<DoctorResult> {
  const project = await openProject(context, options);
  return withRun(project, async (run) => {
    const { session, settings } = run;
    const { server } = session;
    const observed = await session.observe(settings.project, settings.schemas);
    const health = await session.health?.({ schemas: settings.schemas, work: observed.unfinished ? "unfinished" : "settled" });
    const answered = run.options.clock.now();
    const { model } = await session.inspect({ schemas: settings.schemas, ignore: settings.ignore, unmanaged: "leftOut" });
    const present = observed.journal === "present";
    const findings = [
      ...serverFindings(server, project.database.spec.connection?.directUrl !== undefined),
      ...journalFindings(observed),
      ...(present ? historyFindings(await historyFault(run)) : []),
      ...(await findMissingRights(run, [], "warning")),
      ...(health === undefined ? [] : healthFindings(health, answered)),
      ...leaseFindings(present ? await holderOf(session) : null),
      ...leftovers(model),
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

const holderOf = ({ lease }: Session) => lease.holder();
