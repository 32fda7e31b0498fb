import type { Change, ObjectChange } from "../../../../change/change.ts";
import { canonicalJson } from "../../../../core/canonical-json.ts";
import type { Statement } from "../../../../instruction/instruction.ts";
import { isSecondColumn } from "../../../../change/second-column.ts";
import type { SchemaObject, SchemaObjectOf } from "../../../../model/object.ts";
import { sameRef, type ObjectRef } from "../../../../model/ref.ts";
import { type Constraint, constraintDefinition, isConstraint } from "../../object/constraint.ts";
import { attachPartition } from "../../object/partitioning.ts";
import { createLike, createTable, tableWord } from "../../object/table.ts";
import { dropView } from "../../object/view.ts";
import { qualified } from "../../quote.ts";
import { createOrdered } from "../partition/ordered-partition.ts";
import { withOwnPlace } from "../partition/own-place.ts";
import { newColumnSettings } from "./column-settings.ts";
import { newComment } from "../statement/comment.ts";
import { besideInherited, inheritedTuning } from "./beside-inherited.ts";
import { partitionNames } from "../index/partition-names.ts";
import { createOrderedHeir } from "./ordered-heir.ts";
import { newRowSecurity } from "../access/policy.ts";
import { newSequences } from "../sequence/serial.ts";
import { hazard, inTransaction, lock, statement } from "../statement/statements.ts";
import { changedMarks, newReplicaIdentity } from "../index/replica-identity.ts";
import { newTuning } from "./tuning.ts";
import { nowOfType } from "./typed-table.ts";
import { newNotNull } from "../constraint/own-not-null.ts";
import type { Situation } from "../statement/situation.ts";
import type { RunStrategy } from "../statement/strategy.ts";

/** A table with the columns and constraints that follow it, in one statement. */
export const createWholeTable: RunStrategy = (changes, from, situation) => {
  const first = changes[from];
  if (first?.kind !== "object" || first.before !== null || first.after?.kind !== "table") return null;
  const table = first.after;
  const run = runFrom(
    changes,
    from + 1,
    ({ before, after }) =>
      before === null &&
      after !== null &&
      (after.kind === "column" || isConstraint(after)) &&
      after.kind !== "foreignKey" &&
      !isSecondColumn(after) &&
      isChildOf(after, table.ref),
  );
  const children = run.map(({ after }) => after as SchemaObject);
  const columns = children.filter((child): child is SchemaObjectOf<"column"> => child.kind === "column");
  const constraints = children.filter(isConstraint);
  const apart = constraints.filter(
    (constraint) => isUnchecked(constraint) || isRepeated(constraint, constraints) || leavesInherited(constraint, table, columns),
  );
  const statements = [
    ...createStatements(
      table,
      besideInherited(table, columns, situation),
      constraints.filter((constraint) => !apart.includes(constraint)),
      situation,
    ),
    ...apart.map((constraint) => statement(`ALTER TABLE ${qualified(table.ref)} ADD ${constraintDefinition(constraint)}`)),
    ...partitionNames(table),
    ...newColumnSettings(table),
    ...newRowSecurity(table),
    ...columns.flatMap(newSequences),
    ...columns.flatMap((column) => newTuning(column, inheritedTuning(table, column, situation))),
    ...columns.flatMap(newNotNull),
    ...newReplicaIdentity(table),
    ...constraints.flatMap((constraint) =>
      constraint.kind === "unique" || constraint.kind === "primaryKey" ? changedMarks(null, constraint) : [],
    ),
    ...nowOfType(null, table, situation, columns),
    ...[table, ...children].flatMap(newComment),
  ];
  return { consumed: run.length + 1, instructions: [inTransaction(statements, [first, ...run])] };
};

/** CREATE TABLE takes every check for valid: there is no row that it would not hold for. */
const isUnchecked = (constraint: Constraint): boolean =>
  constraint.kind === "check" && constraint.body.notValid && constraint.body.notEnforced === undefined;

/** CREATE TABLE makes the NOT NULL of a key's columns the table's own from 18 on, also where they come from above with one that is not said here. */
function leavesInherited(
  { kind, body }: Constraint,
  table: SchemaObjectOf<"table">,
  columns: readonly SchemaObjectOf<"column">[],
): boolean {
  if (kind !== "primaryKey" || table.body.inherits === undefined) return false;
  const own = new Set(columns.map(({ ref }) => ref.name));
  for (const { column, nullable } of table.body.columnSettings ?? []) if (nullable === false) own.add(column);
  return body.columns.some((column) => !own.has(column));
}

/** Of keys and exclusions that say the same CREATE TABLE makes one, without a word; a primary key comes first. */
function isRepeated(constraint: Constraint, all: readonly Constraint[]): boolean {
  if (all.length < 2) return false;
  const said = sayingOf(constraint);
  const alike = said === null ? [] : all.filter((other) => sayingOf(other) === said);
  return alike.length > 1 && constraint !== (alike.find(({ kind }) => kind === "primaryKey") ?? alike[0]);
}

function sayingOf({ kind, body }: Constraint): string | null {
  if (kind === "exclude") return canonicalJson(body);
  if (kind !== "unique" && kind !== "primaryKey") return null;
  const { columns, include, deferrable, initiallyDeferred } = body;
  return canonicalJson({ columns, include, deferrable, initiallyDeferred, nullsNotDistinct: kind === "unique" && body.nullsNotDistinct });
}

/** A partition of a table that others use is attached: being made as such would make them wait. */
export function createStatements(
  table: SchemaObjectOf<"table">,
  columns: readonly SchemaObjectOf<"column">[],
  constraints: readonly Constraint[],
  situation: Situation,
): readonly Statement[] {
  const { partitionOf, columnOrder, notNullNames } = table.body;
  if (partitionOf !== undefined && (columnOrder ?? notNullNames) !== undefined)
    return createOrdered(table, partitionOf, constraints, situation);
  if (table.body.inherits !== undefined && columnOrder !== undefined) return createOrderedHeir(table, columns, constraints, situation);
  if (partitionOf === undefined) return [statement(createTable(table, columns, constraints))];
  if (situation.isMade(partitionOf.table))
    return [statement(createTable(withOwnPlace(table, partitionOf, situation), columns, constraints))];
  if (table.body.foreign !== undefined)
    return [statement(createTable(table, columns, constraints), { locks: [lock(partitionOf.table, "accessExclusive")] })];
  return [
    statement(createLike(table, partitionOf.table, constraints)),
    statement(attachPartition(table.ref, partitionOf), { locks: [lock(partitionOf.table, "shareUpdateExclusive")] }),
  ];
}

/** A table with all that it takes with it: what was dropped one by one right before goes in the one statement. */
export const dropWhole: RunStrategy = (changes, from, situation) => {
  const first = changes[from];
  if (first?.kind !== "object" || first.after !== null) return null;
  const run = runFrom(changes, from, ({ before, after }) => after === null && before !== null && goesAlong(before));
  const last = changes[from + run.length];
  if (last?.kind !== "object" || last.after !== null || (last.before?.kind !== "table" && last.before?.kind !== "view")) return null;
  const owner = last.before;
  // Drops of something else may precede those that belong to this one.
  if (!run.every(({ before }) => before !== null && belongsTo(before, owner.ref))) return null;
  const effects = [...run, last];
  if (owner.kind === "view")
    return {
      consumed: effects.length,
      instructions: [inTransaction([statement(dropView(owner), { hazards: [gone(owner.ref)] })], effects)],
    };
  const rows = situation.rows(owner.ref);
  const parents = run.flatMap(({ before }) =>
    before?.kind === "foreignKey" && !sameRef(before.body.references.table, owner.ref)
      ? [lock(before.body.references.table, "accessExclusive")]
      : [],
  );
  const whole = owner.body.partitionOf === undefined ? [] : [lock(owner.body.partitionOf.table, "accessExclusive")];
  const drop = statement(`DROP ${tableWord(owner.body)} ${qualified(owner.ref)}`, {
    locks: [lock(owner.ref, "accessExclusive"), ...whole, ...parents],
    hazards: rows === "new" ? [] : [...(rows === "holds" ? [hazard("dataLoss", owner.ref, "its rows are lost")] : []), gone(owner.ref)],
    inverse: rows === "holds" ? "structure" : "exact",
  });
  return { consumed: effects.length, instructions: [inTransaction([drop], effects, { preconditions: situation.emptiness(owner.ref) })] };
};

const gone = (ref: ObjectRef) => hazard("incompatibleWithRunningApp", ref, "what still uses it fails");

const goesAlong = (object: SchemaObject): boolean => !isSecondColumn(object) && isPart(object);
const isPart = ({ kind, ref }: SchemaObject): boolean => kind === "sequence" || ref.parent !== undefined;

const isChildOf = ({ ref }: SchemaObject, owner: ObjectRef): boolean => ref.parent !== undefined && sameRef(ref.parent, owner);

function belongsTo(object: SchemaObject, owner: ObjectRef): boolean {
  if (object.kind === "sequence") return object.body.ownedBy?.parent !== undefined && sameRef(object.body.ownedBy.parent, owner);
  return isChildOf(object, owner);
}

function runFrom(changes: readonly Change[], from: number, fits: (change: ObjectChange) => boolean): readonly ObjectChange[] {
  const run: ObjectChange[] = [];
  for (let at = from; at < changes.length; at++) {
    const change = changes[at] as Change;
    if (change.kind !== "object" || !fits(change)) break;
    run.push(change);
  }
  return run;
}
