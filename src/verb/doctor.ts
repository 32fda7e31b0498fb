import type { Diagnostic } from "../core/diagnostic.ts";
import { brokenEntry } from "../execute/history-chain.ts";
import type { Model } from "../model/model.ts";
import { describeRef } from "../model/ref.ts";
import type { HistoryEntry } from "../port/journal.ts";
import type { Observation, ServerInfo, Session } from "../port/session.ts";
import type { VerbContext } from "./context.ts";
import { openProject } from "./open-project.ts";
import type { VerbOptions } from "./options.ts";
import { withRun } from "./run-options.ts";

export interface DoctorResult {
  readonly server: { readonly dialect: string; readonly version: string; readonly database: string };
  readonly findings: readonly Diagnostic[];
}

/** What is wrong with the database or the way to it, as far as a role that may only read can see. Changes nothing. */
export async function doctor(context: VerbContext, options: VerbOptions): Promise<DoctorResult> {
  const project = await openProject(context, options);
  return withRun(project, async ({ session, settings }) => {
    const { server } = session;
    const observed = await session.observe(settings.project, settings.schemas);
    const { model } = await session.inspect({ schemas: settings.schemas, ignore: settings.ignore });
    const findings = [
      ...serverFindings(server, project.database.spec.connection?.directUrl !== undefined),
      ...journalFindings(observed),
      ...(observed.journal === "present" ? historyFindings(await session.journal.history(settings.project)) : []),
      ...(await leaseFindings(session, observed)),
      ...leftovers(model),
    ];
    return { server: { dialect: project.dialect.name, version: server.version, database: server.database }, findings };
  });
}

function serverFindings({ readOnly, pooled }: ServerInfo, hasDirectUrl: boolean): Diagnostic[] {
  const findings: Diagnostic[] = [];
  if (readOnly)
    findings.push(
      finding(
        "error",
        "read-only",
        "the server takes no writes: it is a standby, or the file is read-only",
        "Connect to the primary, or give this user the right to write",
      ),
    );
  if (pooled && !hasDirectUrl)
    findings.push(
      finding(
        "warning",
        "pooled",
        "a transaction pooler stands before the server; what must run outside a transaction will be refused",
        "Set spec.connection.directUrl to the server behind it",
      ),
    );
  return findings;
}

function journalFindings({ journal, unfinished }: Observation): Diagnostic[] {
  if (journal === "newer")
    return [finding("error", "journal-newer", "the journal was written by a newer keelson", "Use that version, or a later one")];
  return unfinished
    ? [
        finding(
          "warning",
          "unfinished",
          "a revision, a backfill or a contract half is not finished",
          "Look with keelson status; keelson upgrade goes on where it stopped",
        ),
      ]
    : [];
}

/** Each row's digest is computed again; a gap that somebody accepted with `repair` is where the chain starts anew. */
function historyFindings(newestFirst: readonly HistoryEntry[]): Diagnostic[] {
  const accepted = newestFirst.findIndex(({ kind, revision }) => kind === "repair" && revision === null);
  const counted = (accepted === -1 ? newestFirst : newestFirst.slice(0, accepted)).toReversed();
  const broken = brokenEntry(counted, newestFirst[accepted] ?? null);
  if (broken === undefined) return [];
  return [
    finding(
      "error",
      "history-broken",
      `row ${broken.seq} of the history is not as it was written, or does not follow from the one before`,
      "Restore the schema keelson from a backup, or accept with keelson repair what is recorded",
    ),
  ];
}

async function leaseFindings({ lease }: Session, { journal }: Observation): Promise<Diagnostic[]> {
  const holder = journal === "present" ? await lease.holder() : null;
  return holder === null ? [] : [finding("note", "lease-held", `the lease is held by ${holder.info} until ${holder.expiresAt}`, "")];
}

/** What an interrupted build or validation left behind. */
function leftovers(model: Model): Diagnostic[] {
  const findings: Diagnostic[] = [];
  for (const object of model.objects()) {
    const name = describeRef(object.ref);
    if (object.kind === "index" && !object.body.valid)
      findings.push(
        finding(
          "warning",
          "invalid-index",
          `index ${name} is invalid: its build was interrupted`,
          `Drop it, or let the revision that builds it run again`,
        ),
      );
    if ((object.kind === "check" || object.kind === "foreignKey") && object.body.notValid)
      findings.push(finding("note", "not-valid", `constraint ${name} was never validated`, ""));
  }
  return findings;
}

const finding = (severity: Diagnostic["severity"], code: string, message: string, remedy: string): Diagnostic => ({
  code,
  severity,
  message,
  remedy,
});
