import { sequenceOf } from "./column-sequence.ts";
import { isIndexLike } from "./model-state.ts";
import { multirangeOf } from "./naming.ts";
import type { SchemaObject } from "./object.ts";
import { argumentList, isRoutineKind, isTypeKind, schemaOf } from "./ref.ts";

/** The names that an object takes, or must find free, in the namespaces that kinds share: of relations, of types and of routines. */
export function sharedNames(object: SchemaObject): readonly string[] {
  const { kind, ref } = object;
  const name = `${schemaOf(ref) ?? ""}.${ref.name}`;
  if (isRoutineKind(kind)) return [`routine ${name}${argumentList(ref)}`];
  // The rows of a relation are of a type of its name; a sequence has none, but comes only where there is none of its name.
  if (kind === "table" || kind === "view" || kind === "compositeType" || kind === "sequence") return [`relation ${name}`, `type ${name}`];
  if (kind === "rangeType") return [`type ${name}`, `type ${schemaOf(ref) ?? ""}.${multirangeOf(object)}`];
  if (isTypeKind(kind)) return [`type ${name}`];
  if (kind === "column") return object.body.identity === null ? [] : [`relation ${schemaOf(ref) ?? ""}.${sequenceOf(object).name}`];
  return isIndexLike(object) ? [`relation ${name}`] : [];
}
