import type { DdlKind, ObjectRef } from "../ref.ts";
import { type Renaming, renameRef } from "../renaming.ts";
import { type Mention, possible } from "./define-kind.ts";

/** What a name stands for among objects that are given as their statements; `schema.name` as the catalogue has it, bare where the server brings it. */
function refOf(kind: DdlKind, name: string, method: string | undefined): ObjectRef | undefined {
  const dot = name.indexOf(".");
  return dot < 0
    ? undefined
    : { kind, schema: name.slice(0, dot), name: name.slice(dot + 1), ...(method !== undefined && { arguments: [method] }) };
}

/** `method`: of an operator class. */
export function givenMentions(kind: DdlKind, name: string | null, method?: string): readonly Mention[] {
  const ref = name === null ? undefined : refOf(kind, name, method);
  return ref === undefined ? [] : [possible(ref)];
}

/** The name after a renaming; the same where nothing changes. */
export function renameGiven<Name extends string | null>(kind: DdlKind, name: Name, renaming: Renaming, method?: string): Name {
  const ref = name === null || (renaming.from.kind !== kind && renaming.from.kind !== "schema") ? undefined : refOf(kind, name, method);
  const renamed = ref === undefined ? undefined : renameRef(ref, renaming);
  return renamed === undefined || renamed === ref ? name : (`${renamed.schema}.${renamed.name}` as Name);
}
