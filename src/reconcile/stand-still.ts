import type { Progress } from "../port/journal.ts";
import { makeOutcome } from "../status/make-outcome.ts";
import type { Situation } from "../status/situation.ts";
import type { Outcome } from "../status/status.ts";
import { summariseHistory } from "../status/summarise-history.ts";
import { schemaAtHead } from "./computed-changes.ts";
import { findingsOf } from "./outcomes.ts";
import { reconcileRequest } from "./request.ts";
import type { Run } from "./run.ts";
import { type Survey, survey } from "./survey.ts";

/** The status of a database that nobody is to move: what a run would find, without its plan. @throws as `survey` */
export async function standStill(run: Run): Promise<Outcome> {
  const found = await survey(run, reconcileRequest(run.settings.target));
  const { look, path, begun, standing } = found;
  const target = path.length === 0 ? standing.heads : path.map(({ revision }) => revision.id).slice(-1);
  const history = look.snapshot === null ? [] : summariseHistory(await run.session.journal.history(run.settings.project));
  const findings = { ...(await findingsOf(run, look, { target, pending: path.length, plan: null })), history };
  const situation = begun.length > 0 ? "interrupted" : await situationOf(run, found);
  const failed = look.snapshot?.progress.find(({ error }) => error !== null);
  const said = failed === undefined ? message[situation] : `${failureOf(failed)}. ${message[situation]}`;
  return makeOutcome({ situation, message: said, findings, now: run.options.clock.now() });
}

const failureOf = ({ revision, direction, error }: Progress): string =>
  `Revision ${revision} failed on its way ${direction}: ${error?.replace(/\.$/, "")}`;

type Standing = Extract<
  Situation,
  | "interrupted"
  | "suspended"
  | "pending"
  | "schemaAhead"
  | "schemaBehind"
  | "awaitingContract"
  | "contractPending"
  | "driftReported"
  | "driftBlocked"
  | "inSync"
>;

async function situationOf(run: Run, found: Survey): Promise<Standing> {
  const { look, path } = found;
  if (run.settings.suspend === "yes") return "suspended";
  if (look.drift.length > 0 && run.settings.policy.drift === "block") return "driftBlocked";
  if (found.awaits !== null && found.walks.length === 0) return "awaitingContract";
  if (path.length > 0) return "pending";
  const { ahead, behind } = await schemaAtHead(run, found);
  if (ahead.length > 0) return found.mode === "declarative" ? "pending" : "schemaAhead";
  if (behind.length > 0) return "schemaBehind";
  if ((look.snapshot?.pending.length ?? 0) > 0) return "contractPending";
  return look.drift.length > 0 ? "driftReported" : "inSync";
}

const message: Readonly<Record<Standing, string>> = {
  interrupted: "A revision stopped half way; the next run goes on where it stopped",
  suspended: "Suspended: nothing runs",
  pending: "Changes are pending",
  schemaAhead: "The Schema says more than the revisions: write it with `keelson revision --autogenerate`",
  schemaBehind: "The revisions make what the Schema does not declare",
  awaitingContract: "The next revision touches what a contract half is to change, and that waits for its gate",
  contractPending: "In sync; a contract half waits for its gate",
  driftReported: "In sync with the target, but somebody's hand changed objects of ours",
  driftBlocked: "Somebody's hand changed objects of ours, and policy blocks",
  inSync: "In sync",
};
