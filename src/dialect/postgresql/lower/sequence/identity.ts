import type { ObjectChange } from "../../../../change/change.ts";
import type { Instruction, Statement } from "../../../../instruction/instruction.ts";
import type { Identity } from "../../../../model/body.ts";
import { known } from "../../../../model/model.ts";
import { makeObjectName } from "../../../../model/naming.ts";
import type { SchemaObjectOf } from "../../../../model/object.ts";
import type { ObjectRef } from "../../../../model/ref.ts";
import { identity } from "../../object/column.ts";
import { changedOptions, sequenceOptions } from "../../object/sequence.ts";
import { home, qualified, quoteIdentifier } from "../../quote.ts";
import { sequenceOf } from "../../../../model/column-sequence.ts";
import { copyPosition, isUnlogged, nextval, sequenceComment, sequencePastMaximum, sequencePersistence, setPersistence } from "./serial.ts";
import { sameSequenceAccess } from "../access/access.ts";
import { keptDefaults } from "../table/kept-in-heirs.ts";
import type { Situation } from "../statement/situation.ts";
import { hazard, inTransaction, lock, statement } from "../statement/statements.ts";

type Column = SchemaObjectOf<"column">;
type Source = "none" | "serial" | "identity";

const sourceOf = (is: Identity | null): Source => (is === null ? "none" : is.mode === "serial" ? "serial" : "identity");

/** Where a column's numbers come from. The position is carried over, or taken from the largest value: never a number twice. */
export function changeIdentity(before: Column, after: Column, change: ObjectChange, situation: Situation): readonly Instruction[] {
  const changed = [...statements(before, after, situation), ...(changesDefault(before, after) ? keptDefaults(after, situation) : [])];
  const begins = before.body.identity === null && after.body.identity !== null;
  if (!begins || situation.rows(tableOf(before)) !== "holds" || isIndexed(before, situation)) return [inTransaction(changed, [change])];
  const scans = [
    hazard("constraintScan", before.ref, "the whole table is read for its largest value"),
    hazard("longLock", tableOf(before), "nobody can use it meanwhile"),
  ];
  return [
    inTransaction(
      changed.map((each, at) => (at === changed.length - 1 ? { ...each, hazards: scans } : each)),
      [change],
      { long: "yes" },
    ),
  ];
}

/** Only what a serial column takes from is its default. */
const changesDefault = ({ body: { identity: old } }: Column, { body: { identity: now } }: Column): boolean =>
  (sourceOf(old) === "serial") !== (sourceOf(now) === "serial");

const tableOf = ({ ref }: Column): ObjectRef => ref.parent as ObjectRef;

/** Whether an index gives the largest value without reading the table. */
function isIndexed({ ref }: Column, { model }: Situation): boolean {
  const table = ref.parent as ObjectRef;
  const keys = [...model.children(table, "primaryKey"), ...model.children(table, "unique")] as readonly (
    | SchemaObjectOf<"primaryKey">
    | SchemaObjectOf<"unique">
  )[];
  const indexes = model.children(table, "index") as readonly SchemaObjectOf<"index">[];
  return (
    keys.some(({ body }) => body.columns[0] === ref.name) ||
    indexes.some(({ body }) => body.method === "btree" && body.valid && body.where === null && body.keys[0]?.column === ref.name)
  );
}

function statements(before: Column, after: Column, situation: Situation): readonly Statement[] {
  const [from, to] = [sourceOf(before.body.identity), sourceOf(after.body.identity)];
  const sequence = sequenceOf(before);
  const aside: ObjectRef = { ...sequence, name: makeObjectName(before.ref.parent?.name ?? "", before.ref.name, "old_seq") };
  const drop = { serial: [alter(before, "DROP DEFAULT")], identity: [alter(before, "DROP IDENTITY")], none: [] };
  if (from === to) return from === "serial" ? changedSerial(before, after, sequence) : changedIdentity(before, after, situation);
  if (to === "none") return [...drop[from], ...(from === "serial" ? [statement(`DROP SEQUENCE ${qualified(sequence)}`)] : [])];
  if (from === "none") return [...add(after, to, situation), sequencePastMaximum(after.ref)];
  // The old sequence steps aside, gives its position to the new one, and goes.
  const rename = statement(`ALTER SEQUENCE ${qualified(sequence)} RENAME TO ${quoteIdentifier(aside.name)}`);
  const again = sameSequenceAccess({ ...after, ...(before.sequenceGrants && { sequenceGrants: before.sequenceGrants }) }, situation);
  if (from === "serial")
    return [
      ...drop.serial,
      rename,
      ...add(after, to, situation),
      copyPosition(aside, sequenceOf(after)),
      statement(`DROP SEQUENCE ${qualified(aside)}`),
      ...again,
    ];
  const [create, ...rest] = add(after, to, situation);
  return [rename, ...(create === undefined ? [] : [create]), copyPosition(aside, sequenceOf(after)), ...drop.identity, ...rest, ...again];
}

function add(after: Column, to: "serial" | "identity", situation: Situation): readonly Statement[] {
  const sequence = sequenceOf(after);
  if (to === "identity")
    return [alter(after, `ADD ${identity(after)}`), ...sequencePersistence(after), ...sequenceComment(after, undefined)];
  const options = sequenceOptions(after.body.identity?.sequence ?? {});
  return [
    statement(
      `CREATE ${isUnlogged(after, situation) ? "UNLOGGED " : ""}SEQUENCE ${qualified(sequence)} AS ${after.body.type}${options === "" ? "" : ` ${options}`}`,
    ),
    statement(`ALTER SEQUENCE ${qualified(sequence)} OWNED BY ${home(after.ref)}.${quoteIdentifier(after.ref.name)}`),
    alter(after, `SET DEFAULT ${nextval(sequence)}`),
  ];
}

const changedSerial = (before: Column, after: Column, sequence: ObjectRef): readonly Statement[] => [
  statement(
    `ALTER SEQUENCE ${qualified(sequence)} ${changedOptions(before.body.identity?.sequence ?? {}, after.body.identity?.sequence ?? {})}`,
  ),
];

function changedIdentity(before: Column, after: Column, { model }: Situation): readonly Statement[] {
  const mode =
    before.body.identity?.mode === after.body.identity?.mode
      ? ""
      : `SET GENERATED ${after.body.identity?.mode === "always" ? "ALWAYS" : "BY DEFAULT"}`;
  const options = changedOptions(before.body.identity?.sequence ?? {}, after.body.identity?.sequence ?? {}, "SET ");
  const [old, now] = [sequenceOf(before), sequenceOf(after)];
  const [was, is] = [before.body.identity?.unlogged, after.body.identity?.unlogged];
  const asTable = () => known(model.get({ ...tableOf(after), kind: "table" }))?.body.unlogged ?? false;
  const changed = [mode, options].filter((part) => part !== "").join(" ");
  return [
    ...(changed === "" ? [] : [alter(before, changed)]),
    ...(old.name === now.name ? [] : [statement(`ALTER SEQUENCE ${qualified(old)} RENAME TO ${quoteIdentifier(now.name)}`)]),
    ...(was === is ? [] : [setPersistence(after, is ?? asTable())]),
    ...sequenceComment(after, before.body.identity?.comment),
  ];
}

const alter = ({ ref }: Column, how: string): Statement =>
  statement(`ALTER TABLE ${home(ref)} ALTER COLUMN ${quoteIdentifier(ref.name)} ${how}`, {
    locks: [lock(ref.parent as ObjectRef, "accessExclusive")],
  });
