import { impliedSequence } from "../model/column-sequence.ts";
import type { SchemaObject, SchemaObjectOf } from "../model/object.ts";
import { refKey, type RefKey } from "../model/ref.ts";
import type { ObjectChange } from "./change.ts";
import { inTwoSteps } from "./in-two-steps.ts";

type Column = SchemaObjectOf<"column">;

/**
 * The changes, where a serial column lets its sequence go before it goes itself, or takes it once it is there, since another one has the sequence from then on,
 * or had it until then: so it stays, with its position.
 */
export function sequencesHandedOn(changes: readonly ObjectChange[]): readonly ObjectChange[] {
  const made = sequencesAmong(changes.map(({ before, after }) => (before === null ? after : null)));
  const gone = sequencesAmong(changes.map(({ before, after }) => (after === null ? before : null)));
  if (made.size + gone.size === 0) return changes;
  // What goes leaves its sequence to what comes, and the other way round.
  return inTwoSteps(changes, (column, way) => takesFrom(column, way === "comes" ? gone : made), withoutSequence);
}

const sequencesAmong = (objects: readonly (SchemaObject | null)[]): ReadonlySet<RefKey> =>
  new Set(objects.flatMap((object) => (object?.kind === "sequence" ? [refKey(object.ref)] : [])));

const takesFrom = ({ ref, body }: Column, sequences: ReadonlySet<RefKey>): boolean =>
  body.identity?.mode === "serial" && sequences.has(refKey(impliedSequence(ref)));

const withoutSequence = ({ sequenceGrants: _ofSequence, ...column }: Column): Column => ({
  ...column,
  body: { ...column.body, identity: null, default: null },
});
