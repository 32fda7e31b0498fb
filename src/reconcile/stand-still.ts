import type { Progress } from "../port/journal.ts";
import { makeOutcome } from "../status/make-outcome.ts";
import type { Situation } from "../status/situation.ts";
import type { Outcome } from "../status/status.ts";
import { summariseHistory } from "../status/summarise-history.ts";
import { type SchemaAgainstRevisions, schemaAtHead } from "./computed-changes.ts";
import { differsMessage } from "./differs-message.ts";
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
  const { situation, differs } = begun.length > 0 ? { situation: "interrupted" as const, differs: none } : await situationOf(run, found);
  const meaning = situation === "schemaAhead" || situation === "schemaBehind" ? differsMessage(differs) : message[situation];
  const failed = look.snapshot?.progress.find(({ error }) => error !== null);
  const said = failed === undefined ? meaning : `${failureOf(failed)}. ${meaning}`;
  return makeOutcome({ situation, message: said, findings, now: run.options.clock.now() });
}

const failureOf = ({ revision, direction, error }: Progress): string =>
  `Revision ${revision} failed on its way ${direction}: ${error?.replace(/\.$/, "")}`;

type StandingSituation = Extract<
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

interface Standing {
  readonly situation: StandingSituation;
  readonly differs: SchemaAgainstRevisions;
}

const none: SchemaAgainstRevisions = { ahead: [], behind: [] };

async function situationOf(run: Run, found: Survey): Promise<Standing> {
  const settled = settledWithoutSchema(run, found);
  if (settled !== null) return { situation: settled, differs: none };
  const differs = await schemaAtHead(run, found);
  if (differs.ahead.length > 0) return { situation: found.mode === "declarative" ? "pending" : "schemaAhead", differs };
  if (differs.behind.length > 0) return { situation: "schemaBehind", differs };
  if ((found.look.snapshot?.pending.length ?? 0) > 0) return { situation: "contractPending", differs };
  return { situation: found.look.drift.length > 0 ? "driftReported" : "inSync", differs };
}

/** What comes before anybody asks how Schema and revisions stand to each other; null: nothing does. */
function settledWithoutSchema({ settings }: Run, { look, path, awaits, walks }: Survey): StandingSituation | null {
  if (settings.suspend === "yes") return "suspended";
  if (look.drift.length > 0 && settings.policy.drift === "block") return "driftBlocked";
  if (awaits !== null && walks.length === 0) return "awaitingContract";
  return path.length > 0 ? "pending" : null;
}

const message: Readonly<Record<Exclude<StandingSituation, "schemaAhead" | "schemaBehind">, string>> = {
  interrupted: "A revision stopped half way; the next run goes on where it stopped",
  suspended: "Suspended: nothing runs",
  pending: "Changes are pending",
  awaitingContract: "The next revision touches what a contract half is to change, and that waits for its gate",
  contractPending: "In sync; a contract half waits for its gate",
  driftReported: "In sync with the target, but somebody's hand changed objects of ours",
  driftBlocked: "Somebody's hand changed objects of ours, and policy blocks",
  inSync: "In sync",
};
