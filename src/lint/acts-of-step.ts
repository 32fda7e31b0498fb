import type { Change, DataChange } from "../change/change.ts";
import { sequenceOf } from "../model/column-sequence.ts";
import type { Grant } from "../model/grant.ts";
import { describeKind } from "../model/kind/kinds.ts";
import type { Model } from "../model/model.ts";
import type { SchemaObject } from "../model/object.ts";
import { describeRef, type ObjectRef, refKey, sameRef } from "../model/ref.ts";
import type { Act } from "../port/act.ts";
import type { RevisionStep } from "../resource/resource.ts";
import { actsOfAlteration } from "./acts-of-alteration.ts";
import { actsOfObject, namedOf } from "./acts-of-object.ts";

/** What a structured operation comes to. */
export interface JudgedStep {
  readonly step: RevisionStep;
  readonly changes: readonly Change[];
  /** After the whole revision. */
  readonly after: Model;
}

/** What a step does, by the changes it comes to. Of plain SQL nothing is known here but that it is that. */
export function actsOfStep({ step: { operation, args }, changes, after }: JudgedStep): readonly Act[] {
  const gone = new Set(
    changes.flatMap((change) =>
      change.kind === "object" && change.after === null && change.before !== null ? [refKey(change.before.ref)] : [],
    ),
  );
  const operate: Act = { kind: "operate", operation };
  return [
    operate,
    ...changes.flatMap((change): readonly Act[] => {
      if (change.kind === "data") return dataActs(change);
      if (change.kind !== "object" || change.phase === "contract") return [];
      const { before, after: made } = change;
      if (before === null) return made === null ? [] : created(made, after, changes);
      if (made === null) return before.ref.parent !== undefined && gone.has(refKey(before.ref.parent)) ? [] : dropped(before);
      return [
        ...(sameRef(before.ref, made.ref) || args["keepOld"] === true ? [] : renamed(before.ref, made.ref)),
        ...attributeActs(before, made),
        ...actsOfAlteration(change, args),
      ];
    }),
  ];
}

function created(object: SchemaObject, after: Model, changes: readonly Change[]): readonly Act[] {
  const { parent } = object.ref;
  const isMadeWith =
    parent !== undefined &&
    changes.some(
      (change) => change.kind === "object" && change.before === null && change.after !== null && sameRef(change.after.ref, parent),
    );
  const acts = actsOfObject(object, after, isMadeWith ? "newTable" : "existingTable");
  if (object.kind === "table") return [{ kind: "createTable", table: namedOf(object.ref), guarded: false }, ...acts];
  if (parent === undefined || isMadeWith) return acts;
  const table = namedOf(parent);
  switch (object.kind) {
    case "index":
      return [
        ...acts,
        { kind: "createIndex", table, name: object.ref.name, unique: object.body.unique, concurrently: true, guarded: false },
      ];
    case "primaryKey":
    case "unique":
    case "check":
    case "exclude":
    case "foreignKey":
      return [
        ...acts,
        {
          kind: "addConstraint",
          table,
          name: object.ref.name,
          constraint: object.kind,
          validated: false,
          usingIndex: false,
          references: object.kind === "foreignKey" ? namedOf(object.body.references.table) : null,
          columns: [],
        },
      ];
    default:
      return acts;
  }
}

function dropped({ kind, ref }: SchemaObject): readonly Act[] {
  if (ref.parent === undefined) return [{ kind: "drop", what: describeKind(kind).title, name: namedOf(ref), cascade: false }];
  const table = namedOf(ref.parent);
  if (kind === "column") return [{ kind: "dropColumn", table, column: ref.name, cascade: false }];
  if (kind === "index") return [{ kind: "dropIndex", index: { ...table, name: ref.name }, concurrently: true, guarded: false }];
  return [{ kind: "dropConstraint", table, name: ref.name }];
}

function renamed(from: ObjectRef, to: ObjectRef): readonly Act[] {
  return [
    {
      kind: "rename",
      what: describeKind(from.kind).title,
      of: from.parent === undefined ? null : namedOf(from.parent),
      from: namedOf(from),
      to: to.name,
    },
  ];
}

/** Rights that are given, and the role that it goes to. */
function attributeActs(before: SchemaObject, after: SchemaObject): readonly Act[] {
  return [
    ...granted(before.grants, after.grants, after.ref),
    ...(after.kind === "column" ? granted(before.sequenceGrants, after.sequenceGrants, sequenceOf(after)) : []),
    ...(after.owner === undefined || after.owner === before.owner
      ? []
      : [{ kind: "setOwner", what: describeRef(after.ref), owner: after.owner } as const]),
  ];
}

function granted(before: readonly Grant[] = [], after: readonly Grant[] = [], on: ObjectRef): readonly Act[] {
  const had = new Set(before.map((grant) => JSON.stringify(grant)));
  return after
    .filter((grant) => !had.has(JSON.stringify(grant)))
    .map(({ to, privileges }) => ({
      kind: "grant",
      to: [to === "public" ? "PUBLIC" : to],
      what: `${privileges.join(", ").toUpperCase()} on ${describeRef(on)}`,
    }));
}

function dataActs({ data }: DataChange): readonly Act[] {
  switch (data.step) {
    case "updateRows":
      return [
        { kind: "changeRows", how: "update", table: namedOf(data.table), all: data.where === null, batched: data.batch !== undefined },
      ];
    case "deleteRows":
      return [
        { kind: "changeRows", how: "delete", table: namedOf(data.table), all: data.where === null, batched: data.batch !== undefined },
      ];
    case "copyRows":
      return [{ kind: "changeRows", how: "insert", table: namedOf(data.table), all: true, batched: data.batch !== undefined }];
    case "backfill":
      return [{ kind: "changeRows", how: "update", table: namedOf(data.table), all: data.where === null, batched: true }];
    case "insertRows":
    case "upsertRows":
    case "deleteInserted":
    case "assert":
      return [];
  }
}
