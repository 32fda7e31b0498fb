import type { DdlKind, ObjectRef } from "../ref.ts";
import { type Renaming, renameRef } from "../renaming.ts";
import { type Mention, possible } from "./define-kind.ts";

type GivenKind = DdlKind | "function";

/** What a name stands for among functions and objects that are given as their statements; `schema.name` as the catalogue has it, bare where the server brings it. */
function refOf(kind: GivenKind, name: string, of: readonly string[]): ObjectRef | undefined {
  const dot = name.indexOf(".");
  return dot < 0 ? undefined : { kind, schema: name.slice(0, dot), name: name.slice(dot + 1), ...(of.length > 0 && { arguments: of }) };
}

/** `of`: the method of an operator class, the types of a function's arguments. */
export function givenMentions(kind: GivenKind, name: string | null, ...of: readonly string[]): readonly Mention[] {
  const ref = name === null ? undefined : refOf(kind, name, of);
  return ref === undefined ? [] : [possible(ref)];
}

/** The name after a renaming; the same where nothing changes. */
export function renameGiven<Name extends string | null>(kind: GivenKind, name: Name, renaming: Renaming, ...of: readonly string[]): Name {
  const ref = name === null || (renaming.from.kind !== kind && renaming.from.kind !== "schema") ? undefined : refOf(kind, name, of);
  const renamed = ref === undefined ? undefined : renameRef(ref, renaming);
  return renamed === undefined || renamed === ref ? name : (`${renamed.schema}.${renamed.name}` as Name);
}
