import { impliedSequence } from "../model/column-sequence.ts";
import type { SchemaObject, SchemaObjectOf } from "../model/object.ts";
import { refKey, type RefKey } from "../model/ref.ts";
import type { ObjectChange } from "./change.ts";

type Column = SchemaObjectOf<"column">;

/**
 * The changes, where a serial column lets its sequence go before it goes itself, or takes it once it is there, since another one has the sequence from then on,
 * or had it until then: so it stays, with its position.
 */
export function sequencesHandedOn(changes: readonly ObjectChange[]): readonly ObjectChange[] {
  const made = sequencesAmong(changes.map(({ before, after }) => (before === null ? after : null)));
  const gone = sequencesAmong(changes.map(({ before, after }) => (after === null ? before : null)));
  if (made.size + gone.size === 0) return changes;
  return changes.flatMap((change): readonly ObjectChange[] => {
    const { before, after } = change;
    if (after === null && before?.kind === "column" && takesFrom(before, made)) {
      const bare = withoutSequence(before);
      return [
        { kind: "object", before, after: bare },
        { ...change, before: bare },
      ];
    }
    if (before === null && after?.kind === "column" && takesFrom(after, gone)) {
      const bare = withoutSequence(after);
      return [
        { ...change, after: bare },
        { kind: "object", before: bare, after },
      ];
    }
    return [change];
  });
}

const sequencesAmong = (objects: readonly (SchemaObject | null)[]): ReadonlySet<RefKey> =>
  new Set(objects.flatMap((object) => (object?.kind === "sequence" ? [refKey(object.ref)] : [])));

const takesFrom = ({ ref, body }: Column, sequences: ReadonlySet<RefKey>): boolean =>
  body.identity?.mode === "serial" && sequences.has(refKey(impliedSequence(ref)));

const withoutSequence = ({ sequenceGrants: _ofSequence, ...column }: Column): Column => ({
  ...column,
  body: { ...column.body, identity: null, default: null },
});
