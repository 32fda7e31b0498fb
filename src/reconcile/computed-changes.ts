import { apply } from "../change/apply.ts";
import { ApplyError } from "../change/apply-error.ts";
import type { Change } from "../change/change.ts";
import { parseChanges } from "../change/serialise-changes.ts";
import { ownedAfter } from "../execute/owned-objects.ts";
import { describeRef, type ObjectRef, refKey } from "../model/ref.ts";
import { SchemaModel } from "../model/schema-model.ts";
import { revisionOfContract } from "../plan/contract-half.ts";
import { changesOf } from "../plan/resolved-walk.ts";
import { knownChanges, sidesOf, touchedBy } from "../change/touched.ts";
import { differenceOf, ownedDifference } from "./difference.ts";
import { type Drift, driftRef, extraIn, isDecidedBy, leavingDrift, withoutDrift } from "./drift.ts";
import { openHeads } from "./ends.ts";
import { type Ownership, ownership } from "./ownership.ts";
import { withoutHandsRenames } from "./renamed-by-hand.ts";
import { comparableRows, rowChanges, withRows } from "./rows-in-step.ts";
import type { Run } from "./run.ts";
import { RevisionContradictsSchemaError } from "./stop-errors.ts";
import type { Survey } from "./survey.ts";

/** What takes somebody's hand back, where policy says so: to what the last run left. In declarative mode the Schema decides instead. */
export async function correctionOf(run: Run, { look: { live, drift }, mode, declared }: Survey): Promise<readonly Change[]> {
  if (run.settings.policy.drift !== "correct" || drift.length === 0 || (mode === "declarative" && declared !== null)) return [];
  return differenceOf(run, withoutDrift(live, drift), live);
}

/**
 * How Schema and revisions stand to each other: `ahead`, the Schema says more; `behind`, what the revisions make is not declared. In declarative
 * mode `behind` is that of the revisions of this run alone: what earlier ones made goes when its declaration does, and that is `ahead`.
 */
export interface SchemaAgainstRevisions {
  readonly ahead: readonly Change[];
  readonly behind: readonly Change[];
}

/** The Schema against the state after the walks, seen without anybody's hand; nothing where there is no Schema, or where nobody can foresee. */
export async function schemaAgainstRevisions(run: Run, found: Survey): Promise<SchemaAgainstRevisions> {
  const { declared, mode, walks, horizon, look, rows } = found;
  if (declared === null || horizon !== null) return { ahead: [], behind: [] };
  const changes = walks.flatMap(changesOf);
  const walked = new Set(knownChanges(changes).flatMap(sidesOf).map(refKey));
  const isWalked = (ref: ObjectRef): boolean => walked.has(refKey(ref));
  const end = pastGates(found);
  const hands = handsIn(found).filter((each) => !isWalked(driftRef(each)));
  // After a step that may have touched anything, nobody can tell a hand from the step.
  const undisturbed =
    touchedBy(changes) === "everything" ? end : withoutHandsRenames(withoutDrift(end, hands), declared, hands, look.expected);
  const difference = await ownedDifference(run, declared, undisturbed, mayDropAfter(run, found));
  const isBehind = (change: Change): boolean =>
    change.kind === "object" && change.after === null && change.before !== null && (mode === "versioned" || isWalked(change.before.ref));
  const kept = await rowChanges(run, comparableRows(rows, walks), declared, look.live);
  return {
    ahead: [...difference.changes.filter((change) => !isBehind(change)), ...kept],
    behind: difference.changes.filter(isBehind),
  };
}

/** What a hand did and nothing that people wrote has decided since; in declarative mode the Schema may have. */
const handsIn = ({ declared, mode, look: { drift } }: Pick<Survey, "declared" | "mode" | "look">): readonly Drift[] =>
  declared === null || mode === "versioned" ? drift : drift.filter((each) => !isDecidedBy(declared, each));

/** The same where the walks end at the newest state; elsewhere the Schema, which describes that, is not compared. */
export const schemaAtHead = async (run: Run, found: Survey): Promise<SchemaAgainstRevisions> =>
  openHeads(found).length > 0 ? { ahead: [], behind: [] } : schemaAgainstRevisions(run, found);

/**
 * Declarative mode: from the state after the walks to what the Schema declares. Under `drift: report` what somebody's hand did is left alone.
 * @throws RevisionContradictsSchemaError where the walks make what the Schema does not declare
 */
export async function changesToDeclared(run: Run, found: Survey): Promise<readonly Change[]> {
  const { declared } = found;
  if (declared === null) return [];
  // Only what revisions of this run make can contradict it.
  const { behind } = found.walks.length === 0 ? { behind: [] } : await schemaAgainstRevisions(run, found);
  if (behind.length > 0) throw new RevisionContradictsSchemaError(behind.flatMap(nameOf));
  const left = run.settings.policy.drift === "correct" ? [] : handsIn(found);
  const { changes } = await ownedDifference(
    run,
    leavingDrift(SchemaModel.from(declared), left),
    pastGates(found),
    mayDropAfter(run, found),
  );
  const rows = comparableRows(found.rows, found.walks);
  return withRows(changes, await rowChanges(run, rows, declared, found.look.live), rows);
}

/** The state after the walks as it will be once every contract gate has opened: what waits for one is no difference. */
function pastGates({ walks, look: { snapshot }, after }: Survey): SchemaModel {
  const ran = new Set(walks.map(({ revision }) => revision));
  // Walking down a revision takes its half away too.
  const halves = (snapshot?.pending ?? []).filter(({ id }) => !ran.has(id) && !ran.has(revisionOfContract(id) ?? id));
  return [...halves.flatMap(({ changes }) => parseChanges(changes)), ...walks.flatMap(({ waiting }) => waiting)].reduce(contracted, after);
}

function contracted(model: SchemaModel, change: Change): SchemaModel {
  try {
    return apply(model, change);
  } catch (error) {
    // Somebody's hand was there before: that is drift, and no reason to see nothing else.
    if (error instanceof ApplyError) return model;
    throw error;
  }
}

/** What is no longer declared goes where it is ours, and under `prune` whoever made it; but not the schema that every database has. */
export const mayDrop =
  ({ settings, options: { dialect } }: Run, ours: Ownership) =>
  (ref: ObjectRef): boolean =>
    ours.owns(ref) || (settings.prune === "yes" && !(ref.kind === "schema" && ref.name === dialect.grammar.defaultSchema));

/**
 * The same once the walks have run: what they make or touch is ours then, and under the name that they leave it. In versioned mode nothing is dropped,
 * and what was never ours is neither ahead of the revisions nor behind them.
 */
function mayDropAfter(run: Run, { look: { snapshot, drift }, mode, walks }: Survey): (ref: ObjectRef) => boolean {
  const objects = ownedAfter(knownChanges(walks.flatMap(changesOf)), snapshot?.objects ?? new Map());
  const ours = ownership({ objects }, extraIn(drift));
  return mode === "versioned" ? ours.owns : mayDrop(run, ours);
}

const nameOf = (change: Change): readonly string[] =>
  change.kind === "object" && change.before !== null ? [describeRef(change.before.ref)] : [];
