import { canonicalJson } from "../core/canonical-json.ts";
import { impliedSequence, sequenceOf } from "../model/column-sequence.ts";
import { makeObjectName } from "../model/naming.ts";
import type { SchemaObjectOf } from "../model/object.ts";
import type { ObjectChange } from "./change.ts";
import { isInTheWay, looseNames, namesTaken } from "./displaced.ts";

type Column = SchemaObjectOf<"column">;

interface Freed {
  readonly changes: readonly ObjectChange[];
  /** What comes before all of them. */
  readonly first: readonly ObjectChange[];
}

/** The changes, where a column whose sequence leaves its name to something else gives it up before: by way of a name that nobody has, where its new one is not free yet. */
export function freedSequences(given: readonly ObjectChange[]): Freed {
  const holders = given.filter(isHolder);
  if (holders.length === 0) return { changes: given, first: [] };
  const first: ObjectChange[] = [];
  const changes = given.flatMap((change): readonly ObjectChange[] => {
    const { before, after } = change;
    if (!isHolder(change) || before?.kind !== "column" || after?.kind !== "column") return [change];
    const left = looseNames(before).filter((name) => !looseNames(after).includes(name));
    const isLeft = (other: ObjectChange): boolean =>
      other !== change &&
      other.after !== null &&
      isInTheWay(before, other.after) &&
      namesTaken(other.before, other.after).some((name) => left.includes(name));
    if (!given.some(isLeft)) return [change];
    const between = withoutName(before, after, given);
    first.push({ kind: "object", before, after: between });
    return canonicalJson(between) === canonicalJson(after) ? [] : [{ ...change, before: between }];
  });
  return { changes, first };
}

/** A column that stays, and whose sequence does not, or not under its name. */
const isHolder = ({ before, after }: ObjectChange): boolean =>
  before?.kind === "column" &&
  after?.kind === "column" &&
  before.body.identity !== null &&
  (after.body.identity === null || sequenceOf(before).name !== sequenceOf(after).name);

/** What a serial column takes from is of its name. */
function withoutName(before: Column, after: Column, given: readonly ObjectChange[]): Column {
  const { identity: old } = before.body;
  const { identity: now } = after.body;
  if (old?.mode === "serial" && now === null) {
    const { sequenceGrants: _ofSequence, ...column } = before;
    return { ...column, body: { ...before.body, identity: null } };
  }
  const kept = old?.mode === "serial" ? now : old;
  if (kept === null) return before;
  const wanted = now === null || now.mode === "serial" ? undefined : withName(before, kept, sequenceOf(after).name);
  const isHeld = wanted === undefined || given.some((change) => change.before !== null && holds(change.before, wanted));
  return isHeld ? withName(before, kept, makeObjectName(before.ref.parent?.name ?? "", before.ref.name, "between")) : wanted;
}

const holds = (object: Exclude<ObjectChange["before"], null>, column: Column): boolean =>
  looseNames(object).some((name) => looseNames(column).includes(name));

function withName(column: Column, { name: _name, ...identity }: NonNullable<Column["body"]["identity"]>, name: string): Column {
  const isImplied = impliedSequence(column.ref).name === name;
  return { ...column, body: { ...column.body, identity: isImplied ? identity : { ...identity, name } } };
}
