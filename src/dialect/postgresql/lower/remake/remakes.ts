import type { Hazard, Statement } from "../../../../instruction/instruction.ts";
import type { SchemaObject, SchemaObjectOf } from "../../../../model/object.ts";
import { type DdlKind, ddlKinds, type ObjectKind, type ObjectRef, statementKinds } from "../../../../model/ref.ts";
import { type Constraint, constraintDefinition } from "../../object/constraint.ts";
import { dropFiring } from "../../object/firing.ts";
import { createIndex, dropIndex } from "../../object/index.ts";
import { createPolicy, dropPolicy } from "../../object/policy.ts";
import { publishAgain, publishLess } from "../../object/publication.ts";
import { createRoutine, dropRoutine } from "../../object/routine.ts";
import { createView, dropView } from "../../object/view.ts";
import { home, quoteIdentifier } from "../../quote.ts";
import { newColumnSettings } from "../table/column-settings.ts";
import { keptColumnComments } from "../statement/column-comments.ts";
import { dropDdl, makeDdl } from "../ddl/make-ddl.ts";
import { newFiring } from "../table/firing.ts";
import { keyStatistics } from "../index/key-statistics.ts";
import { changedMarks } from "../index/replica-identity.ts";
import { hazard, lock, statement } from "../statement/statements.ts";

/** Kinds of objects that can be away for a while, and be made again as they were. Of a column that is its default, of a publication what it says of columns. */
export const remadeKinds = [
  ...statementKinds,
  "check",
  "exclude",
  "foreignKey",
  "index",
  "policy",
  "column",
  "publication",
] as const satisfies readonly ObjectKind[];
export type RemadeKind = (typeof remadeKinds)[number];
export type Remakeable = { [K in RemadeKind]: SchemaObjectOf<K> }[RemadeKind];

interface Remake<K extends RemadeKind> {
  drop(object: SchemaObjectOf<K>): Statement;
  create(object: SchemaObjectOf<K>): readonly Statement[];
}

const table = (ref: ObjectRef): string => `ALTER TABLE ${home(ref)}`;
const alone = (ref: ObjectRef) => (ref.parent?.kind === "table" ? [lock(ref.parent, "accessExclusive")] : []);

const routine: Remake<"function"> & Remake<"procedure"> & Remake<"aggregate"> = {
  drop: (object: SchemaObjectOf<"function"> | SchemaObjectOf<"procedure"> | SchemaObjectOf<"aggregate">) => statement(dropRoutine(object)),
  create: (object: SchemaObjectOf<"function"> | SchemaObjectOf<"procedure"> | SchemaObjectOf<"aggregate">) => [
    statement(createRoutine(object)),
  ],
};
const firing: Remake<"trigger"> & Remake<"rule"> & Remake<"eventTrigger"> = {
  drop: (object: SchemaObjectOf<"trigger"> | SchemaObjectOf<"rule"> | SchemaObjectOf<"eventTrigger">) =>
    statement(dropFiring(object), { locks: alone(object.ref) }),
  create: newFiring,
};

const constraint = (added: (ref: ObjectRef) => readonly Hazard[]): Remake<"check"> & Remake<"exclude"> & Remake<"foreignKey"> => ({
  drop: ({ ref }: SchemaObjectOf<"check" | "exclude" | "foreignKey">) =>
    statement(`${table(ref)} DROP CONSTRAINT ${quoteIdentifier(ref.name)}`, { locks: alone(ref) }),
  create: (object: Constraint) => [statement(`${table(object.ref)} ADD ${constraintDefinition(object)}`, { hazards: added(object.ref) })],
});

const ddl = Object.fromEntries(ddlKinds.map((kind) => [kind, { drop: dropDdl, create: makeDdl }])) as unknown as {
  readonly [K in DdlKind]: Remake<K>;
};

const remakes: { readonly [K in RemadeKind]: Remake<K> } = {
  ...ddl,
  view: {
    drop: (object) => statement(dropView(object)),
    create: (object) => [statement(createView(object)), ...newColumnSettings(object), ...keptColumnComments(object)],
  },
  function: routine,
  procedure: routine,
  aggregate: routine,
  trigger: firing,
  rule: firing,
  eventTrigger: firing,
  check: constraint((ref) => [
    hazard("constraintScan", ref, "every row is checked again"),
    hazard("longLock", ref, "nobody uses its table meanwhile"),
  ]),
  exclude: constraint((ref) => [
    hazard("indexBuild", ref, "it is built again"),
    hazard("longLock", ref, "nobody uses its table meanwhile"),
  ]),
  foreignKey: constraint((ref) => [
    hazard("constraintScan", ref, "every row is checked again"),
    hazard("longLock", ref, "nobody uses its table meanwhile"),
  ]),
  index: {
    drop: ({ ref }) =>
      statement(dropIndex(ref, "plain"), {
        locks: alone(ref),
        hazards: [hazard("longLock", ref, "nobody uses its table until it is built again")],
      }),
    create: (object) => [
      statement(createIndex(object, "plain"), {
        hazards: [hazard("indexBuild", object.ref, "it is built again"), hazard("longLock", object.ref, "nobody writes meanwhile")],
      }),
      ...keyStatistics(null, object),
      ...changedMarks(null, object),
    ],
  },
  // Nobody sees the rows without it: all of it is one transaction.
  policy: {
    drop: ({ ref }) => statement(dropPolicy(ref), { locks: alone(ref) }),
    create: (object) => [statement(createPolicy(object))],
  },
  // Who subscribes notices nothing: all of it is one transaction.
  publication: {
    drop: (object) => statement(publishLess(object)),
    create: (object) => [statement(publishAgain(object))],
  },
  column: {
    drop: ({ ref }) => statement(`${table(ref)} ALTER COLUMN ${quoteIdentifier(ref.name)} DROP DEFAULT`, { locks: alone(ref) }),
    create: ({ ref, body }) => [statement(`${table(ref)} ALTER COLUMN ${quoteIdentifier(ref.name)} SET DEFAULT ${body.default?.text}`)],
  },
};

export const dropRemade = (object: Remakeable): Statement => (remakes[object.kind] as Remake<never>).drop(object as never);
export const createRemade = (object: Remakeable): readonly Statement[] => (remakes[object.kind] as Remake<never>).create(object as never);

export const isWhollyAway = ({ kind }: Remakeable): boolean => kind !== "column" && kind !== "publication";

/** A generated column keeps its rows' values and so cannot be away. */
export const isRemakeable = (object: SchemaObject): object is Remakeable =>
  object.kind === "column" ? object.body.default !== null : (remadeKinds as readonly ObjectKind[]).includes(object.kind);
