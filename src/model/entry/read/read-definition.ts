import type { DefinedKind, Definition, NameText } from "../../../grammar/definition.ts";
import type { ObjectRef } from "../../ref.ts";
import { refKey, sameRef, typeKinds } from "../../ref.ts";
import { describeKind } from "../../kind/kinds.ts";
import type { EntryContext, EntryPath } from "../entry-context.ts";

/** The statement of an entry taken apart; undefined, and reported, where it does not make what the entry is about. */
export function definitionOf(kind: DefinedKind, sql: string, context: EntryContext, path: EntryPath): Definition | undefined {
  const { grammar, kinds, report } = context;
  const found = kinds.includes(kind) ? grammar.readDefinition?.(sql) : undefined;
  const fail = (message: string): undefined =>
    void report({
      code: "invalid-definition",
      message,
      remedy: `Write the whole CREATE statement of the ${describeKind(kind).title}`,
      path: [...path, "sql"],
    });
  if (found === undefined) return fail(`${grammar.dialect} has no ${describeKind(kind).title}s`);
  if ("message" in found) return fail(`the SQL of the ${describeKind(kind).title} is none: ${found.message}`);
  return found.kind === kind ? found : fail(`the SQL creates a ${describeKind(found.kind).title}, not a ${describeKind(kind).title}`);
}

/** The declared or known objects among what a statement names; itself and its own table are none. */
export function usesOf({ relations, routines, types }: Definition, self: ObjectRef, context: EntryContext): readonly ObjectRef[] {
  const schemas = ({ schema }: NameText): readonly string[] => (schema === null ? [context.defaultSchema, ...context.schemas] : [schema]);
  const relation = (named: NameText): readonly ObjectRef[] =>
    schemas(named)
      .flatMap((schema) => context.relation(schema, named.name) ?? [])
      .slice(0, 1);
  const routine = (named: NameText): readonly ObjectRef[] =>
    schemas(named)
      .map((schema) => context.routines(schema, named.name))
      .find((found) => found.length > 0) ?? [];
  // A name does not say of which kind the type is.
  const type = (named: NameText): readonly ObjectRef[] => {
    const schema = named.schema ?? context.typeSchema(named.name);
    return [...relation(named), ...(schema === undefined ? [] : typeKinds.map((kind): ObjectRef => ({ kind, schema, name: named.name })))];
  };
  const used = [...relations.flatMap(relation), ...routines.flatMap(routine), ...types.flatMap(type)];
  const others = used.filter((ref) => !sameRef(ref, self) && (self.parent === undefined || !sameRef(ref, self.parent)));
  return [...new Map(others.map((ref) => [refKey(ref), ref])).values()];
}
