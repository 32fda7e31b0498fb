import type { DdlGrant, DdlName } from "../grammar/ddl.ts";
import { grantsOf } from "../model/access.ts";
import type { EntryContext, EntryPath } from "../model/entry/entry-context.ts";
import { sequenceBehind } from "../model/column-sequence.ts";
import { majorOf, readGrants } from "../model/entry/read/read-access.ts";
import { type Grant, isGrantable, lessGrants, normaliseGrants, privilegesOf } from "../model/grant.ts";
import { kindTitle } from "../model/kind/kinds.ts";
import type { SchemaObject, SchemaObjectOf } from "../model/object.ts";
import { type ObjectRef, sameRef } from "../model/ref.ts";
import { takesLabels } from "../model/security-label.ts";
import type { AttributeAct } from "./ddl/ddl-pieces.ts";
import { standsFor } from "./stands-for.ts";
import { withNotNullComment } from "./not-null-comment.ts";
import type { Placed } from "./placed-object.ts";
import { withSettingComment } from "./setting-comment.ts";

/** The objects with an attribute that was said of one of them apart from its entry. Reports what is declared nowhere. */
export function withAttribute(placed: readonly Placed[], act: AttributeAct, context: EntryContext, path: EntryPath): readonly Placed[] {
  switch (act.act) {
    case "owner":
      return changed(placed, act.of, context, path, (object) => {
        if (object.kind === "sequence" && isOfTablesOwner(object, act.owner, placed)) return object;
        if (object.ref.parent === undefined && object.kind !== "extension" && !(object.kind === "sequence" && object.body.ownedBy !== null))
          return { ...object, owner: act.owner };
        context.report({
          code: "no-owner",
          message: `this ${kindTitle(object.kind)} has no owner of its own`,
          remedy: "Name the table that it belongs to",
          path,
        });
        return object;
      });
    case "comment":
      return (
        withNotNullComment(placed, act.on, act.comment, context) ??
        withSettingComment(placed, act.on, act.comment, context) ??
        changed(placed, act.on, context, path, (object) => ({ ...object, comment: act.comment === "" ? null : act.comment }))
      );
    case "securityLabel":
      return changed(placed, act.on, context, path, (object) => withLabel(object, act, context, path));
    case "grant":
    case "revoke":
      return act.on.reduce(
        (all, on) => act.grants.reduce((list, grant) => withGrant(list, on, grant, act.act, context, path), all),
        placed,
      );
  }
}

/** What one provider is told of an object says nothing of what others are. */
function withLabel(
  object: SchemaObject,
  { provider, label }: Extract<AttributeAct, { readonly act: "securityLabel" }>,
  { report }: EntryContext,
  path: EntryPath,
): SchemaObject {
  if (!takesLabels(object.kind)) {
    report({
      code: "no-security-label",
      message: `this ${kindTitle(object.kind)} takes no security label`,
      remedy: "Name the table that it belongs to",
      path,
    });
    return object;
  }
  const { [provider]: _old, ...others } = object.securityLabels ?? {};
  return { ...object, securityLabels: label === null ? others : { ...others, [provider]: label } };
}

/** Whether the sequence of a column is said to belong to who owns the table, as a dump says it: it belongs to nobody else. */
const isOfTablesOwner = ({ body }: SchemaObjectOf<"sequence">, owner: string, placed: readonly Placed[]): boolean => {
  const table = body.ownedBy?.parent;
  return table !== undefined && placed.some(({ object }) => sameRef(object.ref, table) && (object.owner ?? owner) === owner);
};

function changed(
  placed: readonly Placed[],
  name: DdlName,
  context: EntryContext,
  path: EntryPath,
  change: (object: SchemaObject) => SchemaObject,
): readonly Placed[] {
  const isMeant = standsFor(name, context, path);
  let found = false;
  const result = placed.map((entry) => {
    if (!isMeant(entry.object)) return entry;
    found = true;
    return { ...entry, object: change(entry.object) };
  });
  if (!found)
    context.report({
      code: "unknown-reference",
      message: `${[name.on?.schema, name.on?.name, name.schema, name.name].filter((part) => part !== undefined && part !== null).join(".")} is not declared`,
      remedy: "Declare the object too, or correct its name: of what nobody declares nothing is kept in step",
      path,
    });
  return result;
}

function withGrant(
  placed: readonly Placed[],
  on: DdlName,
  { columns, ...grant }: DdlGrant,
  act: "grant" | "revoke",
  context: EntryContext,
  path: EntryPath,
): readonly Placed[] {
  const isMeant = standsFor(on, context, path);
  const numbered = placed.find(
    ({ object }) => object.kind === "column" && object.body.identity !== null && isMeant(sequenceBehind(object)),
  );
  if (numbered !== undefined) {
    const given = readGrants([{ ...grant, privileges: [...grant.privileges] }], "sequence", context, path);
    const held = numbered.object.sequenceGrants ?? [];
    const all = privilegesOf("sequence", majorOf(context));
    const owner = placed.find(({ object }) => sameRef(object.ref, numbered.object.ref.parent as ObjectRef))?.object.owner;
    const sequenceGrants = act === "grant" ? normaliseGrants([...held, ...given], all) : lessGrants(held, given, all, owner);
    return placed.with(placed.indexOf(numbered), { ...numbered, object: { ...numbered.object, sequenceGrants } });
  }
  const table = placed.find(({ object }) => isMeant(object) && object.kind === "table");
  const merge = (object: SchemaObject, given: readonly Grant[]): SchemaObject => {
    const all = privilegesOf(object.kind, majorOf(context));
    const held = grantsOf(object);
    return { ...object, grants: act === "grant" ? normaliseGrants([...held, ...given], all) : lessGrants(held, given, all, object.owner) };
  };
  const apply = (object: SchemaObject): SchemaObject => {
    if (isGrantable(object.kind))
      return merge(
        object,
        readGrants(
          [{ ...grant, privileges: [...grant.privileges], ...(columns && { columns: [...columns] }) }],
          object.kind,
          context,
          path,
        ),
      );
    context.report({
      code: "not-grantable",
      message: `nothing can be granted on a ${kindTitle(object.kind)}`,
      remedy: "Take the grant away",
      path,
    });
    return object;
  };
  if (table === undefined) return changed(placed, on, context, path, apply);
  // Where the grants of a table are said, those of its columns are.
  const { name, schema } = table.object.ref;
  const said = placed.map((entry) =>
    entry.object.kind === "column" &&
    entry.object.ref.parent?.name === name &&
    entry.object.ref.parent.schema === schema &&
    entry.object.grants === undefined
      ? { ...entry, object: { ...entry.object, grants: [] } }
      : entry,
  );
  if (columns === undefined) return changed(said, on, context, path, apply);
  const given: readonly Grant[] = [
    { to: grant.to, privileges: grant.privileges, ...(grant.grantOption === true && { grantOption: true }) },
  ];
  const open = changed(said, on, context, path, (object) => ({ ...object, grants: grantsOf(object) }));
  return columns.reduce((list, column) => {
    const ofColumn: DdlName = { family: "column", schema: null, name: column, on: { schema: schema ?? null, name }, arguments: null };
    return changed(list, ofColumn, context, path, (object) => merge(object, given));
  }, open);
}
