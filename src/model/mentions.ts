import type { Expression } from "./expression.ts";
import {
  identifiersIn,
  mentionsName,
  renameCalled,
  renameCasts,
  renameIdentifier,
  renameQualified,
  renameQualifier,
} from "./identifier.ts";
import type { Mention } from "./kind/define-kind.ts";
import { possible } from "./kind/define-kind.ts";
import { describeKind } from "./kind/kinds.ts";
import type { SchemaObject } from "./object.ts";
import { expressionsOf, mapExpressions } from "./object-expressions.ts";
import type { ObjectKind, ObjectRef } from "./ref.ts";
import { childRef, isDdlKind, isRoutineKind, isTypeKind, sameRef, statementKinds } from "./ref.ts";
import type { Renaming } from "./renaming.ts";
import { renameRefs } from "./renaming.ts";
import { renameWithArguments } from "./type-name.ts";

/** What an object says that it refers to, and what it is known to use, without looking into its SQL. */
export function structuralMentions(object: SchemaObject): readonly Mention[] {
  const said = describeKind(object.kind).mentions(object);
  return object.uses === undefined || object.uses.length === 0 ? said : [...said, ...object.uses.map(possible)];
}

/** All mentions: the structural ones and the columns that its expressions may name, of its own table or of what a view reads. */
export function mentionsOf(object: SchemaObject): readonly Mention[] {
  const relations = relationsOf(object);
  if (relations.length === 0) return structuralMentions(object);
  const names = expressionsOf(object)
    .flatMap(({ text }) => identifiersIn(text))
    // A database that looks at no case keeps a name as it was given, without quotes too.
    .flatMap(({ name, raw }) => (raw === name ? [name] : [name, raw]))
    .filter((name) => object.kind !== "column" || name !== object.ref.name);
  const columns = relations.flatMap((relation) => names.map((name) => possible(childRef("column", relation, name))));
  return [...structuralMentions(object), ...columns];
}

function relationsOf(object: SchemaObject): readonly ObjectRef[] {
  if (object.kind === "view") return object.body.reads ?? [];
  return object.ref.parent === undefined ? [] : [object.ref.parent];
}

/** Whether the object would be left hanging without `ref`, or without a child of it. */
export const mentions = (object: SchemaObject, ref: ObjectRef): boolean =>
  mentionsOf(object).some((mention) => sameRef(mention.ref, ref) || isBelow(mention.ref, ref));

/** Whether the object cannot stay without `ref`: it lies in it or says that it refers to it. What its SQL only suggests holds nobody. */
export function hangsOn(object: SchemaObject, ref: ObjectRef): boolean {
  if (ref.kind === "schema" || isBelow(object.ref, ref)) return true;
  return structuralMentions(object).some((mention) => sameRef(mention.ref, ref) || isBelow(mention.ref, ref));
}

const isBelow = (ref: ObjectRef, parent: ObjectRef): boolean => ref.parent !== undefined && sameRef(ref.parent, parent);

/**
 * The object after another one was renamed: refs follow; expressions that named it are spelled anew as well as text allows, and are `stale`.
 * The same reference where nothing changes.
 */
export function renameMentions<O extends SchemaObject>(object: O, renaming: Renaming): O {
  const ref = renameWithArguments(object.ref, renaming);
  const body = describeKind(object.kind).rename(object.body, renaming, object.ref);
  const uses = renameRefs(object.uses, renaming, renameWithArguments);
  const moved =
    ref === object.ref && body === object.body && uses === object.uses
      ? object
      : ({ ...object, ref, body, ...(uses !== undefined && { uses }) } as O);
  return respell(moved, object.ref, renaming);
}

function respell<O extends SchemaObject>(found: O, oldRef: ObjectRef, { from, to }: Renaming): O {
  const cast = isTypeKind(from.kind) && !isDdlKind(found.kind) ? recast(found, { from, to }) : found;
  const object = respelledWhole(cast, { from, to });
  if (from.kind === "schema")
    return mapExpressions(
      object,
      spelledBy((text) => renameQualifier(text, from.name, to.name)),
    );
  if (from.name === to.name) return object;
  // Names stand in such a statement as they are, called or not.
  if (isDdlKind(object.kind))
    return usesNow(object, to)
      ? mapExpressions(
          object,
          spelledBy((text) => renameIdentifier(text, from.name, to.name)),
        )
      : object;
  // What bears a type's name otherwise, a column for one, is something else; the server spells anew what it printed.
  if (isTypeKind(from.kind) && object.kind === "view") return usesNow(object, to) ? stale(object) : object;
  // Where a name stands in a literal, as that of a configuration does, only the server tells.
  if (isDdlKind(from.kind) && !(isTypeKind(from.kind) && statements.has(object.kind))) return usesNow(object, to) ? stale(object) : object;
  if (isRoutineKind(from.kind))
    return usesNow(object, to)
      ? mapExpressions(
          object,
          spelledBy((text) => renameCalled(text, from.name, to.name)),
        )
      : object;
  // A policy may read other tables; its own it need not name.
  if (object.kind === "policy" && from.kind !== "column")
    return usesNow(object, to)
      ? mapExpressions(
          inItsSchema(object, { from, to }),
          spelledBy((text) => renameQualifier(text, from.name, to.name)),
        )
      : object;
  if (object.kind === "view" && from.kind === "column") return mayRead(object, from) ? stale(object) : object;
  // Of which relation a name is, the text of another object does not say.
  if (from.kind === "column" && !isSibling(oldRef, from) && usesNow(object, to)) return stale(object);
  const named = from.kind === "column" ? isSibling(oldRef, from) : namesRelation(object, to);
  if (!named) return object;
  const rename = (text: string): string => renameIdentifier(text, from.name, to.name);
  // What text does not tell for a name the server spells anew all the same.
  return statements.has(object.kind) && from.kind !== "column"
    ? stale(mapExpressions(object, spelledBy(rename)))
    : mapExpressions(object, spelledBy(rename));
}

/** Where text tells it with its schema: what goes to another one, and a sequence, which defaults name in a literal. */
function respelledWhole<O extends SchemaObject>(object: O, { from, to }: Renaming): O {
  if (from.schema !== to.schema && usesNow(object, to)) return stale(inItsSchema(object, { from, to }));
  return from.kind === "sequence" ? inItsSchema(object, { from, to }) : object;
}

/** With every name of what is moved to another schema as the server spells it: with the schema it lies in. */
function inItsSchema<O extends SchemaObject>(object: O, { from, to }: Renaming): O {
  const [was, is] = [
    { schema: from.schema ?? "", name: from.name },
    { schema: to.schema ?? "", name: to.name },
  ] as const;
  return mapExpressions(
    object,
    spelledBy((text) => renameQualified(text, was, is)),
  );
}

/** With every cast to the type that is renamed spelled anew. */
const recast = <O extends SchemaObject>(object: O, { from, to }: Renaming): O =>
  mapExpressions(
    object,
    spelledBy((text) => renameCasts(text, from, to)),
  );

const isSibling = (a: ObjectRef, b: ObjectRef): boolean => a.parent !== undefined && b.parent !== undefined && sameRef(a.parent, b.parent);

/** What was canonical before. */
export const stale = <O extends SchemaObject>(object: O): O => mapExpressions(object, ({ text }) => ({ text, form: "stale" }));

const spelledBy =
  (rename: (text: string) => string) =>
  (expression: Expression): Expression => {
    const text = rename(expression.text);
    return text === expression.text ? expression : { text, form: "stale" };
  };

/** Whether an object that follows a renaming already uses what has the new name, or a part of it. */
const usesNow = (object: SchemaObject, to: ObjectRef): boolean =>
  [...(object.uses ?? []), ...(object.kind === "view" ? (object.body.reads ?? []) : [])].some(
    (ref) => sameRef(ref, to) || isBelow(ref, to),
  );

/** Whether a view may read the column. Its text cannot say of which relation a name is, and only the server knows how it goes on reading the column. */
const mayRead = (view: SchemaObject, column: ObjectRef): boolean =>
  view.kind === "view" &&
  column.parent !== undefined &&
  (view.body.reads ?? []).some((ref) => sameRef(ref, column.parent as ObjectRef)) &&
  mentionsName(view.body.query.text, column.name);

/** Only what is a statement of its own names relations in its SQL; expressions of a table's own parts name its columns. */
const namesRelation = (object: SchemaObject, renamed: ObjectRef): boolean =>
  statements.has(object.kind) && (usesNow(object, renamed) || (object.ref.parent !== undefined && sameRef(object.ref.parent, renamed)));

const statements: ReadonlySet<string> = new Set<ObjectKind>(statementKinds);
