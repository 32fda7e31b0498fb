import { broughtTuning } from "../model/column-setting.ts";
import { compareObjects } from "../model/compare-objects.ts";
import { canonical } from "../model/expression.ts";
import { quoteWhereNeeded } from "../model/identifier.ts";
import { known, type Model } from "../model/model.ts";
import { defaultName, indexColumnNames, makeObjectName } from "../model/naming.ts";
import type { SchemaObject, SchemaObjectOf } from "../model/object.ts";
import { sameRef, schemaOf, type ObjectRef } from "../model/ref.ts";
import type { SchemaModel } from "../model/schema-model.ts";
import { serialAgain } from "./serial-again.ts";

type Table = SchemaObjectOf<"table">;
type Column = SchemaObjectOf<"column">;

/** Whether it becomes a partition, ceases to be one, or becomes one of another table. */
export const isMoved = ({ body: { partitionOf: old } }: Table, { body: { partitionOf: now } }: Table): boolean =>
  old === undefined || now === undefined ? old !== now : !sameRef(old.table, now.table);

/** What a table gives to its partitions, with what it has itself from the table that it is a partition of. */
export function handedDown(whole: ObjectRef, model: Model): readonly SchemaObject[] {
  const above = known(model.get({ ...whole, kind: "table" }))?.body.partitionOf;
  return [...(above === undefined ? [] : handedDown(above.table, model)), ...model.children(whole).filter(goesDown)];
}

/** The model with the table as a partition: what its parts have in common with those of the whole is one with them. */
export function attached(model: SchemaModel, partition: Table, wholes: Model = model): SchemaModel {
  const { partitionOf } = partition.body;
  if (partitionOf === undefined) return model;
  const given = [...handedDown(partitionOf.table, wholes)];
  return model.children(partition.ref).reduce((rest, own) => {
    const at = given.findIndex((part) => isPartOf(own, part));
    if (at < 0) return rest;
    given.splice(at, 1);
    return rest.without(own.ref);
  }, model.with(partition));
}

/** The model with the partition as a table of its own: it keeps what it had from the whole, but for triggers. */
export function detached(model: SchemaModel, before: Table, after: Table): SchemaModel {
  if (before.body.partitionOf === undefined) return model;
  const apart = handedDown(before.body.partitionOf.table, model).reduce(
    (rest, part) => {
      const own = ownPart(part, before);
      return rest.children(after.ref, own.kind).some(({ ref }) => ref.name === own.ref.name) ? rest : rest.with(own);
    },
    withoutStatesIn([after, ...partitionsOf(after.ref, model)], before.body.partitionOf.table, model).with(after),
  );
  return serialAgain(apart, after.ref);
}

/** What triggers of tables above say of these partitions goes with their copies. */
function withoutStatesIn(partitions: readonly Table[], whole: ObjectRef, model: SchemaModel): SchemaModel {
  const above = known(model.get({ ...whole, kind: "table" }))?.body.partitionOf;
  const rest = above === undefined ? model : withoutStatesIn(partitions, above.table, model);
  return (rest.children(whole, "trigger") as readonly SchemaObjectOf<"trigger">[]).reduce((so, trigger) => {
    const { enabledIn = [], ...body } = trigger.body;
    const left = enabledIn.filter(({ table }) => !partitions.some(({ ref }) => sameRef(ref, table)));
    return left.length === enabledIn.length ? so : so.with({ ...trigger, body: { ...body, ...(left.length > 0 && { enabledIn: left }) } });
  }, rest);
}

/** The model in which a table with partitions has got a part: what a partition has of its own and is the same is one with it. */
export function givenToPartitions(model: SchemaModel, part: SchemaObject): SchemaModel {
  const whole = part.ref.parent;
  const home = whole?.kind === "table" ? known(model.get({ ...whole, kind: "table" })) : undefined;
  if (home?.body.partitionBy === undefined || !goesDown(part)) return model;
  return partitionsOf(home.ref, model).reduce((rest, partition) => {
    const own = rest.children(partition.ref, part.kind).find((each) => isPartOf(each, part));
    return own === undefined ? rest : rest.without(own.ref);
  }, model);
}

/** The partitions of a table, at whatever depth, those on top first. */
export const partitionsOf = (whole: ObjectRef, model: Model): readonly Table[] =>
  model
    .dependants(whole)
    .flatMap((other) =>
      other.kind === "table" && other.body.partitionOf !== undefined && sameRef(other.body.partitionOf.table, whole)
        ? [other, ...partitionsOf(other.ref, model)]
        : [],
    );

/** What a partition has of a part of its table, as it stands once it is a table of its own. */
export function ownPart(part: SchemaObject, { ref, body }: Table): SchemaObject {
  const {
    comment: _comment,
    owner: _owner,
    grants: _grants,
    sequenceGrants: _ofSequence,
    securityLabels: _labels,
    implied: _implied,
    ...rest
  } = part;
  if (rest.kind === "column")
    return ownColumn({ ...rest, ref: { ...rest.ref, parent: ref } } as Column, withoutNumbers(rest as Column), body) as SchemaObject;
  const name = body.indexNames?.[rest.ref.name]?.name ?? impliedName(rest as SchemaObject, ref);
  return { ...rest, ref: { ...rest.ref, parent: ref, name }, comment: null } as SchemaObject;
}

/** With what the partition has otherwise. */
function ownColumn(column: Column, { tuning, ...body }: Column["body"], { columnSettings = [] }: Table["body"]): Column {
  const own = columnSettings.find((setting) => setting.column === column.ref.name);
  const brought = broughtTuning(tuning);
  return {
    ...column,
    comment: own?.comment ?? null,
    body: {
      ...body,
      ...(own?.default !== undefined && { default: own.default }),
      ...(own?.nullable === false && { nullable: false }),
      ...brought,
      ...(own?.tuning !== undefined && { tuning: { ...brought.tuning, ...own.tuning } }),
      ...(own?.foreignOptions !== undefined && { foreignOptions: own.foreignOptions }),
    },
  };
}

/** The name that PostgreSQL gives to a partition's share. */
export function impliedName(part: SchemaObject, { name }: ObjectRef, taken: (name: string) => boolean = () => false): string {
  switch (part.kind) {
    case "primaryKey":
      return makeObjectName(name, null, "pkey");
    case "unique":
      return defaultName.unique(name, [...part.body.columns, ...part.body.include], taken);
    case "exclude":
      return defaultName.exclude(name, indexColumnNames(part.body.elements), taken);
    case "index":
      return defaultName.index(name, indexColumnNames([...part.body.keys, ...part.body.include.map((column) => ({ column }))]), taken);
    default:
      return part.ref.name;
  }
}

/** Numbers come through the table alone; the default of a serial column is copied. */
function withoutNumbers({ ref, body }: Column): Column["body"] {
  if (body.identity === null) return body;
  const sequence = `${quoteWhereNeeded(schemaOf(ref) ?? "")}.${quoteWhereNeeded(makeObjectName(ref.parent?.name ?? "", ref.name, "seq"))}`;
  return {
    ...body,
    identity: null,
    default: body.identity.mode === "serial" ? canonical(`nextval('${sequence.replaceAll("'", "''")}'::regclass)`) : null,
  };
}

const goesDown = (object: SchemaObject): boolean => {
  switch (object.kind) {
    case "column":
    case "primaryKey":
    case "unique":
    case "foreignKey":
    case "exclude":
    case "index":
      return true;
    case "check":
      return !object.body.noInherit;
    default:
      return false;
  }
};

/** Whether what a table has of its own is what a partition of the whole has from it. */
export function isPartOf(own: SchemaObject, part: SchemaObject): boolean {
  if (own.kind !== part.kind) return false;
  if (own.kind === "column" || own.kind === "check") return own.ref.name === part.ref.name;
  const { differing } = compareObjects(bare(part), bare(own));
  return differing.length === 0;
}

/** Without what each may have for itself. */
function bare(object: SchemaObject): SchemaObject {
  const { comment: _comment, owner: _owner, grants: _grants, ...rest } = object;
  if (rest.kind === "index") {
    const { cluster: _cluster, replicaIdentity: _identity, tablespace: _tablespace, ...body } = (rest as SchemaObjectOf<"index">).body;
    return { ...rest, body: { ...body, options: {}, valid: true } } as SchemaObject;
  }
  if (rest.kind === "primaryKey" || rest.kind === "unique") {
    const {
      cluster: _cluster,
      replicaIdentity: _identity,
      incomplete: _incomplete,
      tablespace: _tablespace,
      ...body
    } = (rest as SchemaObjectOf<"unique">).body;
    return { ...rest, body: { ...body, options: {} } } as SchemaObject;
  }
  return rest as SchemaObject;
}
