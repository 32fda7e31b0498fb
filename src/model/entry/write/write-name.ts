import type { Grammar } from "../../../grammar/grammar.ts";
import type { ObjectRef } from "../../ref.ts";

/** What decides how short a name can be written. */
export interface WriteSettings {
  readonly grammar: Grammar;
  readonly defaultSchema: string;
}

const plain = /^[a-z_][a-z0-9_$]*$/;

/** A name as the language has it: bare in the default schema, `schema.name` where both parts are plain, else with `schema` beside it. */
export function writeName(
  { schema, name }: Pick<ObjectRef, "schema" | "name">,
  { defaultSchema }: WriteSettings,
): { readonly name: string; readonly schema?: string } {
  const home = schema ?? defaultSchema;
  if (home === defaultSchema && !name.includes(".")) return { name };
  return plain.test(home) && plain.test(name) ? { name: `${home}.${name}` } : { name, schema: home };
}

/** The same under the key `table`. */
export function writeTableName(
  ref: Pick<ObjectRef, "schema" | "name">,
  settings: WriteSettings,
): { readonly table: string; readonly schema?: string } {
  const { name, ...schema } = writeName(ref, settings);
  return { table: name, ...schema };
}
