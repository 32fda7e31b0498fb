import type { ObjectChange } from "../change/change.ts";
import { type AccessField, grantsOf } from "../model/access.ts";
import { sequenceOf } from "../model/column-sequence.ts";
import { majorOf, readGrants } from "../model/entry/read/read-access.ts";
import { type Grant, isGrantable, lessGrants, normaliseGrants, privilegesOf } from "../model/grant.ts";
import type { ObjectName } from "../model/kind/object-name.shape.ts";
import { kindTitle } from "../model/kind/kinds.ts";
import type { Model } from "../model/model.ts";
import type { SchemaObject, SchemaObjectOf } from "../model/object.ts";
import { resolveRef } from "../model/entry/resolve-name.ts";
import { sameRef } from "../model/ref.ts";
import { takesLabels } from "../model/security-label.ts";
import type { SetOwnerArguments, SetSecurityLabelArguments } from "./attribute.shape.ts";
import type { GrantArguments, RevokeArguments } from "./grant.shape.ts";
import { findOrName } from "./find-object.ts";
import { reading } from "./model-context.ts";
import { namedObject } from "./named-object.ts";
import type { Operation, OperationContext } from "./operation.ts";
import { operationError } from "./operation-error.ts";
import { forDialect } from "./patch-entry.ts";

export const grant: Operation<GrantArguments> = {
  resolve: (args, model, context) => {
    const { on, to, privileges, columns, grantOption = false } = forDialect(args, context.grammar.dialect);
    const added = { to, privileges, ...(columns && { columns }), ...(grantOption && { grantOption }) };
    return changedGrants({ on, wanted: added }, model, context, (held, given, all) => normaliseGrants([...held, ...given], all));
  },
};

export const revoke: Operation<RevokeArguments> = {
  resolve: (args, model, context) => {
    const { on, from, privileges, columns } = forDialect(args, context.grammar.dialect);
    return changedGrants({ on, wanted: { to: from, privileges, ...(columns && { columns }) } }, model, context, lessGrants);
  },
};

export const setOwner: Operation<SetOwnerArguments> = {
  resolve: (args, model, context) => {
    const { on, owner } = forDialect(args, context.grammar.dialect);
    requireAccess(context);
    const before = namedObject(on, model, context);
    if (before.ref.parent !== undefined || before.kind === "index" || (before.kind === "sequence" && before.body.ownedBy !== null))
      throw operationError("no-owner", `a ${kindTitle(before.kind)} like this belongs to who owns its table`, "Name the table", context);
    if (before.owner === owner) return [];
    return [{ kind: "object", before, after: { ...before, owner, ...chosen(before, "owner") } }];
  },
};

export const setSecurityLabel: Operation<SetSecurityLabelArguments> = {
  resolve: (args, model, context) => {
    const { on, provider, label } = forDialect(args, context.grammar.dialect);
    requireAccess(context);
    const before = namedObject(on, model, context);
    if (!takesLabels(before.kind))
      throw operationError("no-security-label", `this ${kindTitle(before.kind)} takes no security label`, "Name the table", context);
    const { [provider]: held, ...others } = before.securityLabels ?? {};
    if ((held ?? "") === label) return [];
    return [{ kind: "object", before, after: { ...before, securityLabels: label === "" ? others : { ...others, [provider]: label } } }];
  },
};

type Column = SchemaObjectOf<"column">;

interface Wanted {
  readonly on: ObjectName;
  readonly wanted: { readonly to: string; readonly privileges: string[]; readonly columns?: string[]; readonly grantOption?: boolean };
}

type Merge = (held: readonly Grant[], given: readonly Grant[], all: readonly string[], owner: string | undefined) => readonly Grant[];

function changedGrants({ on, wanted }: Wanted, model: Model, context: OperationContext, merge: Merge): readonly ObjectChange[] {
  requireAccess(context);
  const numbered = columnNumberedBy(on, model, context);
  if (numbered !== undefined) {
    const given = reading(model, context, (entries) => readGrants([wanted], "sequence", entries, []));
    return withSequenceGrants(numbered, merge(numbered.sequenceGrants ?? [], given, privilegesOf("sequence", majorOf(context)), undefined));
  }
  const object = namedObject(on, model, context);
  if (!isGrantable(object.kind))
    throw operationError("not-grantable", `nothing can be granted on a ${kindTitle(object.kind)}`, "Name the table or view", context);
  const given = reading(model, context, (entries) => readGrants([wanted], object.kind, entries, []));
  // A column of a view is no object of its own: its grants are the view's.
  const all = privilegesOf(object.kind, majorOf(context));
  if (object.kind !== "table") return withGrants(object, merge(heldOn(object, wanted.to), given, all, object.owner));
  const ofTable = given.filter(({ column }) => column === undefined);
  const changed = ofTable.length === 0 ? [] : withGrants(object, merge(heldOn(object, wanted.to), ofTable, all, object.owner));
  return [
    ...changed,
    ...given.flatMap((each) => (each.column === undefined ? [] : ofColumn(object, each.column, each, model, context, merge))),
  ];
}

/** The column whose own sequence is meant. */
function columnNumberedBy({ kind, name, schema }: ObjectName, model: Model, context: OperationContext): Column | undefined {
  if (kind !== "sequence") return undefined;
  const ref = reading(model, context, (entries) => resolveRef(kind, name, schema, entries, ["on", "name"]));
  for (const object of model.objects())
    if (object.kind === "column" && object.body.identity !== null && sameRef(sequenceOf(object), ref)) return object;
  return undefined;
}

const withSequenceGrants = (before: Column, sequenceGrants: readonly Grant[]): readonly ObjectChange[] =>
  JSON.stringify(sequenceGrants) === JSON.stringify(before.sequenceGrants ?? [])
    ? []
    : [{ kind: "object", before, after: { ...before, sequenceGrants, ...chosen(before, "sequenceGrants") } }];

/** The grants on an object; what the owner has without one is said where it is about that. */
function heldOn(object: SchemaObject, role: string): readonly Grant[] {
  const grants = grantsOf(object);
  const isSaid = role !== object.owner || grants.some(({ to, column }) => to === role && column === undefined);
  return isSaid ? grants : normaliseGrants([...grants, { to: role, privileges: ["all"] }], []);
}

function ofColumn(
  table: SchemaObject,
  name: string,
  { column: _column, ...given }: Grant,
  model: Model,
  context: OperationContext,
  merge: Merge,
) {
  const column: SchemaObject = findOrName({ kind: "column", parent: table.ref, name }, model, context);
  return withGrants(column, merge(grantsOf(column), [given], privilegesOf("column", null), undefined));
}

function withGrants(before: SchemaObject, grants: readonly Grant[]): readonly ObjectChange[] {
  if (JSON.stringify(grants) === JSON.stringify(grantsOf(before))) return [];
  return [{ kind: "object", before, after: { ...before, grants, ...chosen(before, "grants") } }];
}

/** Somebody chose it from now on. */
const chosen = ({ implied }: SchemaObject, field: AccessField): Pick<SchemaObject, "implied"> =>
  implied === undefined ? {} : { implied: implied.filter((each) => each !== field) };

function requireAccess(context: OperationContext): void {
  const { dialect } = context.grammar;
  if (dialect !== "sqlite") return;
  throw operationError(
    "kind-unknown-to-dialect",
    "sqlite has neither owners nor grants nor security labels",
    "Leave the step out there: when: { not: { dialect: sqlite } }",
    context,
  );
}
