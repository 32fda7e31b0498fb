import { type ChangeDescription, describeChange } from "../change/describe.ts";
import { withoutParts } from "../change/without-parts.ts";
import type { Diagnostic } from "../core/diagnostic.ts";
import { ExitCode, InputError } from "../core/error.ts";
import { findUnmanaged } from "../diff/diff.ts";
import type { Grammar } from "../grammar/grammar.ts";
import { describeRef, refKey } from "../model/ref.ts";
import { SchemaModel } from "../model/schema-model.ts";
import { revisionOfContract } from "../plan/contract-half.ts";
import { stagesOf } from "../plan/statements.ts";
import type { UnmanagedObject } from "../port/session.ts";
import type { DriftObject } from "../status/status.ts";
import { planFrom } from "./compute-plan.ts";
import { schemaAtHead } from "./computed-changes.ts";
import { describeDrift } from "./drift.ts";
import { rememberInSync, seeOrRecall } from "./known-comparison.ts";
import { findMissingRights } from "./missing-rights.ts";
import { type ReconcileRequest, reconcileRequest } from "./request.ts";
import type { Run } from "./run.ts";
import { type Survey, survey } from "./survey.ts";
import { describeUnread } from "./unread-rows.ts";

/** How database, revisions and Schema stand to each other. */
export interface Comparison {
  readonly state: "inSync" | "pending" | "drift";
  readonly mode: Survey["mode"];
  /** Revisions that wait, in their order; contract halves whose gate has opened come first. */
  readonly pending: readonly string[];
  /** Those of them that are newer than the target, and would be walked back. */
  readonly leaving: readonly string[];
  /** What the Schema says beyond the revisions. */
  readonly schemaAhead: readonly ChangeDescription[];
  /** What somebody's hand changed. */
  readonly drift: readonly DriftObject[];
  /** What is there and was never ours. */
  readonly unmanaged: readonly UnmanagedObject[];
}

export interface Compared {
  readonly comparison: Comparison;
  /** What the Schema says beyond the revisions, for people: what comes or goes with its whole is not told apart. */
  readonly told: readonly ChangeDescription[];
  /** What would stop that which is pending: rights that the role has not, what planning refuses. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Compares without changing anything. @throws as `survey` */
export async function compare(run: Run): Promise<Compared> {
  const begun = await seeOrRecall(run);
  if ("comparison" in begun) return { comparison: begun.comparison, told: [], diagnostics: [] };
  const request = reconcileRequest(run.settings.target);
  const found = await survey(run, request, "named", begun.seen);
  const { ahead, behind } = await schemaAtHead(run, found);
  const halves = found.walks.flatMap(({ revision }) => (revisionOfContract(revision) === undefined ? [] : [revision]));
  const pending = [...halves, ...found.path.map(({ revision }) => revision.id)];
  const leaving = found.path.flatMap(({ revision, direction }) => (direction === "down" ? [revision.id] : []));
  const schemaAhead = [...ahead, ...behind].map(describeChange);
  const drift = describeDrift(found.look.drift);
  const waits = pending.length + schemaAhead.length + found.begun.length > 0;
  const state = drift.length > 0 ? "drift" : waits ? "pending" : "inSync";
  const comparison: Comparison = {
    state,
    mode: found.mode,
    pending,
    leaving,
    schemaAhead,
    drift,
    unmanaged: unmanagedOf(found, run.options.dialect.grammar),
  };
  await rememberInSync(run, found, comparison);
  const told = withoutParts([...ahead, ...behind]).map(describeChange);
  return { comparison, told, diagnostics: waits ? await obstacles(run, request, found) : [] };
}

/** Also what planning would refuse: whoever only compares hears of it, and is not stopped by it. */
async function obstacles(run: Run, request: ReconcileRequest, found: Survey): Promise<readonly Diagnostic[]> {
  try {
    const { plan } = await planFrom(run, request, found);
    const stages = [...stagesOf(plan)];
    return stages.length === 0 ? [] : await findMissingRights(run, stages, "warning");
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.diagnostics.map((each) => ({ ...each, severity: "warning" }));
  }
}

/** Live objects of kinds that keelson has but never owned, a table for all of its parts, those of kinds that it has not, and rows that nobody may read here. */
function unmanagedOf({ look: { inspection, live, ours }, declared, unread }: Survey, { sameName }: Grammar): readonly UnmanagedObject[] {
  const unmanaged = findUnmanaged(declared ?? SchemaModel.empty, live, { owned: ours.owns, sameName });
  const named = new Set(unmanaged.map(({ ref }) => refKey(ref)));
  const roots = unmanaged.filter(({ ref }) => ref.parent === undefined || !named.has(refKey(ref.parent)));
  return [
    ...roots.map(({ ref }) => ({ kind: ref.kind, name: describeRef(ref), reason: "never created, adopted or declared here" })),
    ...inspection.unmanaged,
    ...unread.map(describeUnread),
  ];
}

/** What `check` exits with. */
export const comparisonExitCode = ({ state }: Pick<Comparison, "state">): ExitCode => exitCodes[state];

const exitCodes: Readonly<Record<Comparison["state"], ExitCode>> = {
  inSync: ExitCode.done,
  pending: ExitCode.pending,
  drift: ExitCode.drift,
};
