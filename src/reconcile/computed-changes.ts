import type { Change } from "../change/change.ts";
import { compareObjects } from "../model/compare-objects.ts";
import { known, type Model } from "../model/model.ts";
import { describeRef, type ObjectRef, refKey } from "../model/ref.ts";
import { changesOf } from "../plan/resolved-walk.ts";
import { touchedBy, type Touched } from "../plan/touched.ts";
import { differenceOf } from "./difference.ts";
import { type Drift, driftRef, leavingDrift, withoutDrift } from "./drift.ts";
import { scope } from "./scope.ts";
import { RevisionContradictsSchemaError } from "./stop-errors.ts";
import type { Survey } from "./survey.ts";
import type { Run } from "./run.ts";

/** What takes somebody's hand back, where policy says so: to what the last run left. In declarative mode the Schema decides instead. */
export async function correctionOf(run: Run, { look: { live, drift }, mode, declared }: Survey): Promise<readonly Change[]> {
  if (run.settings.policy.drift !== "correct" || drift.length === 0 || (mode === "declarative" && declared !== null)) return [];
  return differenceOf(run, withoutDrift(live, drift), live);
}

/** The model after the walks had nobody touched what is ours. */
const undisturbed = ({ look, walks, after }: Survey) => {
  const touched = keysOf(touchedBy(walks.flatMap(changesOf)));
  return withoutDrift(after, touched === "everything" ? [] : look.drift.filter((each) => !touched.has(refKey(driftRef(each)))));
};

/**
 * What the Schema declares beyond the revisions, seen without anybody's hand; empty where there is no Schema.
 * `ahead`: the Schema says more; `behind`: what the walks of this run make is not declared.
 */
export async function schemaAgainstRevisions(run: Run, found: Survey): Promise<{ readonly ahead: readonly Change[]; readonly behind: readonly Change[] }> {
  const { declared, look, walks } = found;
  if (declared === null || found.horizon !== null) return { ahead: [], behind: [] };
  const base = undisturbed(found);
  const { desired } = scope(declared, base, look.ours, run.settings.prune);
  const changes = await differenceOf(run, desired, base);
  const walked = keysOf(touchedBy(walks.flatMap(changesOf)));
  const isBehind = (change: Change): boolean => walked !== "everything" && change.kind === "object" && change.after === null && change.before !== null && walked.has(refKey(change.before.ref));
  return { ahead: changes.filter((change) => !isBehind(change)), behind: changes.filter(isBehind) };
}

/**
 * Declarative mode: from the state after the walks to what the Schema declares. Under `drift: report` what somebody's hand did is left alone.
 * @throws RevisionContradictsSchemaError where the walks make what the Schema does not declare
 */
export async function changesToDeclared(run: Run, found: Survey): Promise<readonly Change[]> {
  const { declared, look, after } = found;
  if (declared === null) return [];
  const { behind } = await schemaAgainstRevisions(run, found);
  if (behind.length > 0) throw new RevisionContradictsSchemaError(behind.flatMap(nameOf));
  const { desired } = scope(declared, after, look.ours, run.settings.prune);
  const left = run.settings.policy.drift === "correct" ? [] : look.drift.filter((each) => !declaresOtherwise(declared, each));
  return differenceOf(run, leavingDrift(desired, left), after);
}

/** Whether the Schema wants an object other than the last run left it: then it decides, whoever touched the object meanwhile. */
function declaresOtherwise(declared: Model, drift: Drift): boolean {
  if (drift.change === "extra") return false;
  const wanted = known(declared.get(drift.expected.ref));
  return wanted === undefined || compareObjects(wanted, drift.expected).differing.length > 0;
}

const nameOf = (change: Change): readonly string[] => (change.kind === "object" && change.before !== null ? [describeRef(change.before.ref)] : []);

const keysOf = (touched: Touched): ReadonlySet<string> | "everything" =>
  touched === "everything" ? touched : new Set(touched.flatMap((ref: ObjectRef) => refKey(ref)));
