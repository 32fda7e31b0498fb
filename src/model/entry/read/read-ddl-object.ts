import type { Definition, NameText } from "../../../grammar/definition.ts";
import { written } from "../../expression.ts";
import { ddlTraits } from "../../kind/ddl-kinds.ts";
import type { DdlObjectEntry } from "../../kind/ddl-object.shape.ts";
import type { SchemaObject, SchemaObjectOf } from "../../object.ts";
import { type DdlKind, ddlKinds, describeRef, type ObjectRef, refKey } from "../../ref.ts";
import { isOfType, namedType } from "../../type-name.ts";
import { givenObject } from "../given-object.ts";
import { type DdlNamed, ddlRef } from "../ddl-ref.ts";
import type { EntryContext, EntryPath } from "../entry-context.ts";
import { overlay } from "../overlay.ts";
import { definitionOf, usesOf } from "./read-definition.ts";

/** An object that is given as its statement. Name and statement must say the same. */
export function readDdlObject<K extends DdlKind>(kind: K, entry: DdlObjectEntry, context: EntryContext, path: EntryPath): SchemaObject {
  const own = overlay(entry, context.grammar.dialect);
  const ref = ddlRef(kind, own, context, path);
  const definition = definitionOf(kind, own.sql, context, path);
  if (definition !== undefined) reportContradiction(ref, definition, context, path);
  const uses = definition === undefined ? [] : [...ownUses(ref, usesOf(definition, ref, context)), ...givenUses(definition, ref, context)];
  return {
    ...givenObject(ref, own, uses, context, path),
    body: {
      definition: written(definition === undefined ? "" : restOf(definition, context)),
      additions: (definition?.additions ?? []).map(written),
    },
  } satisfies SchemaObjectOf<DdlKind> as unknown as SchemaObject;
}

/** A base type names its functions without their arguments: a namesake that takes another type of ours is that one's. */
const ownUses = (self: ObjectRef, uses: readonly ObjectRef[]): readonly ObjectRef[] =>
  self.kind === "baseType"
    ? uses.filter(({ arguments: types = [] }) => types.every((type) => namedType(type) === undefined || isOfType(type, self)))
    : uses;

/** What it is LIKE is read once and for all: no server remembers it. */
function restOf({ kind, rest }: Definition, { grammar, typeSchema, baseType }: EntryContext): string {
  if (kind !== "baseType") return rest;
  const restOfType = ({ schema, name }: NameText): string | undefined => {
    const home = schema ?? typeSchema(name);
    return home === undefined ? undefined : baseType(home, name);
  };
  return grammar.laidOut?.(rest, restOfType) ?? rest;
}

/** What it names of other kinds that are given so; a name does not say of which. */
function givenUses({ routines }: Definition, self: ObjectRef, context: EntryContext): readonly ObjectRef[] {
  const bySchema = ddlKinds.filter((kind) => ddlTraits[kind].home === "schema" && ddlTraits[kind].named === "name");
  const refs = routines.flatMap(({ schema, name }) =>
    bySchema.flatMap((kind): readonly ObjectRef[] => {
      const home = schema ?? context.givenSchema(kind, name);
      return home === undefined ? [] : [{ kind, schema: home, name }];
    }),
  );
  return refs.filter((ref) => refKey(ref) !== refKey(self));
}

/** The fields of an entry that name what a statement makes. */
export function namedBy(kind: DdlKind, { name: { name }, arguments: types }: Definition): DdlNamed {
  switch (ddlTraits[kind].named) {
    case "name":
    case "types":
      return { name };
    case "signature":
      return { signature: `${name} (${types.map((type) => type ?? "NONE").join(", ")})` };
    case "method":
      return { name, method: types[0] ?? "" };
  }
}

function reportContradiction(ref: ObjectRef, definition: Definition, context: EntryContext, path: EntryPath): void {
  const kind = ref.kind as DdlKind;
  const schema = definition.name.schema ?? ref.schema;
  const wanted = ddlRef(
    kind,
    { ...namedBy(kind, definition), ...(schema === undefined ? {} : { schema }) },
    { ...context, report: () => undefined },
    [...path, "sql"],
  );
  if (refKey(wanted) === refKey(ref)) return;
  context.report({
    code: "contradicting-fields",
    message: `the ${ddlTraits[kind].title} is named ${describeRef(ref)}, and the SQL creates ${describeRef(wanted)}`,
    remedy: "Let both say the same",
    path: [...path, ddlTraits[kind].named === "signature" ? "signature" : "name"],
  });
}
