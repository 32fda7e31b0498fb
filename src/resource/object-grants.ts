import type { DdlFamily, DdlName } from "../grammar/ddl.ts";
import type { EntryContext, EntryPath } from "../model/entry/entry-context.ts";
import { kept } from "../model/entry/kept.ts";
import { notManaged } from "../model/entry/not-managed.ts";
import { overlay } from "../model/entry/overlay.ts";
import { ddlRef } from "../model/entry/ddl-ref.ts";
import { resolveName } from "../model/entry/resolve-name.ts";
import { splitSignature } from "../model/entry/signature.ts";
import { type DdlKind, isDdlKind } from "../model/ref.ts";
import type { ObjectName } from "../model/kind/object-name.shape.ts";
import type { Pieces } from "./ddl/ddl-pieces.ts";
import type { SchemaSpec } from "./shape/schema.shape.ts";

/** The grants that a document names objects for, in its section of that name. */
export function attributesOfGrants({ grants }: SchemaSpec, context: EntryContext): Pieces["attributes"] {
  return kept(grants, context, ["spec", "grants"]).flatMap(({ entry, path }) => {
    const { on, to, privileges, columns, grantOption } = overlay(entry, context.grammar.dialect);
    const named = nameOf(on, context, [...path, "on"]);
    const grant = { to, privileges, ...(columns && { columns }), ...(grantOption && { grantOption }) };
    return named === null ? [] : [{ act: { act: "grant" as const, on: [named], grants: [grant] }, path }];
  });
}

const families: Readonly<Record<Exclude<ObjectName["kind"], DdlKind>, Exclude<DdlFamily, DdlKind> | null>> = {
  database: null,
  schema: "schema",
  extension: "extension",
  enum: "type",
  domain: "type",
  compositeType: "type",
  rangeType: "type",
  sequence: "relation",
  table: "relation",
  view: "relation",
  index: "relation",
  column: "column",
  constraint: "constraint",
  function: "routine",
  procedure: "routine",
  aggregate: "routine",
  trigger: "trigger",
  rule: "rule",
  eventTrigger: "eventTrigger",
  policy: "policy",
  foreignDataWrapper: "foreignDataWrapper",
  foreignServer: "foreignServer",
  publication: "publication",
  subscription: "subscription",
};

function nameOf(named: ObjectName, context: EntryContext, path: EntryPath): DdlName | null {
  const { kind, name, schema, table } = named;
  if (isDdlKind(kind)) {
    const ref = ddlRef(kind, named, context, path);
    return { family: kind, schema: ref.schema ?? null, name: ref.name, on: null, arguments: ref.arguments ?? null };
  }
  const family = families[kind];
  switch (family) {
    case null:
      context.report(notManaged(`privileges on a ${kind}`, path));
      return null;
    case "schema":
    case "extension":
    case "eventTrigger":
    case "foreignDataWrapper":
    case "foreignServer":
    case "publication":
    case "subscription":
      return { family, schema: null, name, on: null, arguments: null };
    case "routine": {
      const signature = splitSignature(name);
      return { family, ...resolveName(signature.name, schema, context, [...path, "name"]), on: null, arguments: signature.types };
    }
    case "relation":
    case "type":
      return { family, ...resolveName(name, schema, context, [...path, "name"]), on: null, arguments: null };
    case "column":
    case "constraint":
    case "policy":
    case "trigger":
    case "rule":
      return { family, schema: null, name, on: resolveName(table ?? "", schema, context, [...path, "table"]), arguments: null };
  }
}
