import type { Definition } from "../../../grammar/definition.ts";
import { written } from "../../expression.ts";
import type { FunctionEntry } from "../../kind/function.shape.ts";
import type { SchemaObject, SchemaObjectOf } from "../../object.ts";
import type { ObjectRef, RoutineKind } from "../../ref.ts";
import { describeRef } from "../../ref.ts";
import { givenObject } from "../given-object.ts";
import type { EntryContext, EntryPath } from "../entry-context.ts";
import { overlay } from "../overlay.ts";
import { definitionOf, usesOf } from "./read-definition.ts";
import { readType } from "./read-column.ts";
import { resolveRef } from "../resolve-name.ts";
import { splitSignature } from "../signature.ts";

/** The ref that a signature stands for. */
export function routineRef<K extends RoutineKind>(
  kind: K,
  signature: string,
  schema: string | undefined,
  context: EntryContext,
  path: EntryPath,
): ObjectRef & { readonly kind: K } {
  const { name, types } = splitSignature(signature);
  return { ...resolveRef(kind, name, schema, context, path), arguments: types.map((type) => argumentType(type, context, path)) };
}

/** A type as the server prints it among arguments, in the schema of whatever is called so. */
function argumentType(type: string, context: EntryContext, path: EntryPath): string {
  const relation = (name: string): string | undefined =>
    [context.defaultSchema, ...context.schemas].find((schema) => context.relation(schema, name) !== undefined);
  const spelled = readType(type, { ...context, typeSchema: (name) => context.typeSchema(name) ?? relation(name) }, path);
  return context.grammar.argumentType?.(spelled) ?? spelled;
}

/** A function, procedure or aggregate. Signature and statement must say the same. */
export function readRoutine<K extends RoutineKind>(kind: K, entry: FunctionEntry, context: EntryContext, path: EntryPath): SchemaObject {
  const own = overlay(entry, context.grammar.dialect);
  const ref = routineRef(kind, own.signature, own.schema, context, [...path, "signature"]);
  const definition = definitionOf(kind, own.sql, context, path);
  if (definition !== undefined) reportContradiction(ref, definition, context, path);
  const uses = definition === undefined ? [] : usesOf(definition, ref, context);
  return {
    ...givenObject(ref, own, uses, context, path),
    body: {
      definition: written(definition?.rest ?? ""),
      source: definition?.source ?? null,
      ...(own.checkBody === false && { checkBody: false }),
    },
  } satisfies SchemaObjectOf<RoutineKind> as SchemaObject;
}

function reportContradiction(ref: ObjectRef, { name, arguments: types }: Definition, context: EntryContext, path: EntryPath): void {
  const wanted = {
    ...ref,
    schema: name.schema ?? ref.schema ?? "",
    name: name.name,
    arguments: types.map((type, at) => (type === null ? (ref.arguments?.[at] ?? "") : argumentType(type, context, [...path, "sql"]))),
  };
  if (describeRef(wanted) === describeRef(ref)) return;
  context.report({
    code: "contradicting-fields",
    message: `the signature is ${describeRef(ref)}, and the SQL creates ${describeRef(wanted)}`,
    remedy: "Let both say the same",
    path: [...path, "signature"],
  });
}
