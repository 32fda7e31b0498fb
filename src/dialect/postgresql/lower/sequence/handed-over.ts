import type { Change, ObjectChange } from "../../../../change/change.ts";
import type { Instruction, Statement } from "../../../../instruction/instruction.ts";
import { differingAccess, newlyMade, withAccessOf } from "../../../../model/access.ts";
import { serialColumns } from "../../../../model/kind/column.ts";
import { known, type Model } from "../../../../model/model.ts";
import { declared, type SchemaObject, type SchemaObjectOf } from "../../../../model/object.ts";
import { type ObjectRef, sameRef, schemaOf } from "../../../../model/ref.ts";
import { home, quoteIdentifier } from "../../quote.ts";
import type { Situation } from "../statement/situation.ts";
import { inTransaction, lock, statement } from "../statement/statements.ts";
import type { RunStrategy } from "../statement/strategy.ts";
import { changedSequence } from "./sequence.ts";
import { impliedSequence } from "../../../../model/column-sequence.ts";
import { isUnlogged, nextval, sequencePastMaximum } from "./serial.ts";

type Column = SchemaObjectOf<"column">;
type Sequence = SchemaObjectOf<"sequence">;
interface Altered extends ObjectChange {
  readonly before: Column;
  readonly after: Column;
}

/**
 * The changes, where the sequence behind a serial column becomes an object of its own right as the column ceases to be serial, and the other way round:
 * it stays, with its position. As they are given, the one would be made while the other is still there.
 */
export function withHandedOver(changes: readonly Change[], model: Model): readonly Change[] {
  let list = changes;
  for (const change of changes) {
    if (change.kind !== "object") continue;
    if (change.before === null && change.after?.kind === "sequence") list = outOfSerial(list, change, change.after, model);
    if (isAltered(change) && !isSerial(change.before) && isSerial(change.after)) list = intoSerial(list, change, model);
  }
  return list;
}

function outOfSerial(list: readonly Change[], made: ObjectChange, sequence: Sequence, model: Model): readonly Change[] {
  const column = serialOf(sequence.ref, model);
  const leaves = list
    .slice(list.indexOf(made))
    .find(
      (change): change is Altered =>
        isAltered(change) && column !== undefined && sameRef(change.before.ref, column.ref) && !isSerial(change.after),
    );
  if (leaves === undefined) return list;
  const bare = withoutIdentity(leaves.before);
  const handed = asHanded(sequence, leaves.before, model);
  const access: readonly Change[] =
    differingAccess(sequence, handed).length === 0 ? [] : [{ kind: "object", before: handed, after: sequence }];
  return list.flatMap((change): readonly Change[] => {
    if (change === made)
      return [{ ...made, after: newlyMade(sequence) }, { kind: "object", before: leaves.before, after: bare }, ...access];
    return change === leaves ? [{ ...leaves, before: bare }] : [change];
  });
}

function intoSerial(list: readonly Change[], takes: Altered, model: Model): readonly Change[] {
  const own = known(model.get({ ...impliedSequence(takes.after.ref), kind: "sequence" }));
  if (own === undefined) return list;
  const isOwn = (change: Change): boolean =>
    change.kind === "object" && change.before?.kind === "sequence" && sameRef(change.before.ref, own.ref);
  const gone = list.find((change) => isOwn(change) && change.kind === "object" && change.after === null);
  const { ownedBy } = own.body;
  if (gone === undefined && (ownedBy === null || !sameRef(ownedBy, takes.after.ref))) return list;
  // With another one that owns it, it would go.
  const isFreed = gone !== undefined && ownedBy !== null && !sameRef(ownedBy, takes.after.ref);
  const bare = withoutIdentity(takes.after);
  const access = { ...bare, sequenceGrants: own.grants ?? [] };
  const taken = withAccessOf(takes.after, access);
  const pair: readonly Change[] = [
    { ...takes, before: access, after: taken },
    isFreed ? gone : { kind: "object", before: own, after: null },
    ...(differingAccess(takes.after, taken).length === 0 ? [] : [{ kind: "object", before: taken, after: takes.after } as const]),
  ];
  return list.flatMap((change): readonly Change[] => {
    if (change === takes) return [{ ...takes, after: bare }, ...(gone === undefined ? pair : [])];
    // Nothing else takes from it by then.
    return change === gone ? pair : isOwn(change) && !isFreed ? [] : [change];
  });
}

/** Carries out both at once: the column lets go of a sequence that is made an object, or takes one that was. */
export const handOver: RunStrategy = (changes, from, situation) => {
  const first = changes[from];
  const second = changes[from + 1];
  const instruction =
    first === undefined || second === undefined ? undefined : (letGo(first, second, situation) ?? takeOver(first, second, situation));
  return instruction === undefined ? null : { consumed: 2, instructions: [instruction] };
};

function letGo(made: Change, lets: Change, situation: Situation): Instruction | undefined {
  if (!isAltered(lets) || !isSerial(lets.before) || lets.after.body.identity !== null) return undefined;
  if (made.kind !== "object" || made.before !== null || made.after?.kind !== "sequence" || !isBehind(made.after.ref, lets.before))
    return undefined;
  const statements = [...changedSequence(asSequence(lets.before, situation), made.after), alter(lets.after, "DROP DEFAULT")];
  return inTransaction(statements, [{ ...made, after: asHanded(made.after, lets.before, situation.model) }, lets]);
}

function takeOver(takes: Change, goes: Change, situation: Situation): Instruction | undefined {
  if (!isAltered(takes) || takes.before.body.identity !== null || !isSerial(takes.after)) return undefined;
  if (goes.kind !== "object" || goes.after !== null || goes.before?.kind !== "sequence" || !isBehind(goes.before.ref, takes.after))
    return undefined;
  const statements = [
    ...changedSequence(goes.before, asSequence(takes.after, situation)),
    alter(takes.after, `SET DEFAULT ${nextval(goes.before.ref)}`),
    sequencePastMaximum(takes.after.ref),
  ];
  return inTransaction(statements, [takes, goes]);
}

/** From this length on a made-up name may have been cut: where a character takes several bytes, a few are left over. */
const perhapsCut = 57;

/** The serial column that a sequence of this name is behind. */
function serialOf(sequence: ObjectRef, model: Model): Column | undefined {
  const candidates: Iterable<SchemaObject | undefined> =
    Buffer.byteLength(sequence.name) < perhapsCut
      ? serialColumns(sequence.name, schemaOf(sequence)).map((ref) => known(model.get(ref)))
      : model.objects();
  for (const column of candidates) if (column?.kind === "column" && isSerial(column) && isBehind(sequence, column)) return column;
  return undefined;
}

/** What is behind a serial column, as the object that it would be by itself. */
function asSequence(column: Column, situation: Situation): Sequence {
  const { ref, body } = column;
  const unlogged = isUnlogged(column, situation);
  return {
    kind: "sequence",
    ref: { ...impliedSequence(ref), kind: "sequence" },
    body: { type: body.type, ...(unlogged && { unlogged }), ...body.identity?.sequence, ownedBy: ref },
    origin: declared,
    comment: null,
  };
}

/** It belongs to whom the table does, and whoever may use it may go on. */
function asHanded(sequence: Sequence, { ref, sequenceGrants = [] }: Column, model: Model): Sequence {
  const owner = known(model.get(ref.parent as ObjectRef & { readonly kind: "table" }))?.owner;
  return { ...newlyMade(sequence), grants: sequenceGrants, ...(owner !== undefined && { owner }) } as Sequence;
}

const isSerial = ({ body }: Column): boolean => body.identity?.mode === "serial";
const isBehind = (sequence: ObjectRef, { ref }: Column): boolean => sameRef(impliedSequence(ref), sequence);
const withoutIdentity = ({ sequenceGrants: _ofSequence, ...column }: Column): Column => ({
  ...column,
  body: { ...column.body, identity: null, default: null },
});
const isAltered = (change: Change): change is Altered =>
  change.kind === "object" &&
  change.before?.kind === "column" &&
  change.after?.kind === "column" &&
  sameRef(change.before.ref, change.after.ref);

const alter = ({ ref }: Column, how: string): Statement =>
  statement(`ALTER TABLE ${home(ref)} ALTER COLUMN ${quoteIdentifier(ref.name)} ${how}`, {
    locks: [lock(ref.parent as ObjectRef, "accessExclusive")],
  });
