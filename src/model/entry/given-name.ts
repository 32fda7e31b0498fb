import type { DdlKind } from "../ref.ts";
import type { EntryContext } from "./entry-context.ts";

/** The name of a collation or the like as the catalogue has it: a bare one is of the schema that it is declared in, else the server brings it. */
export function givenName(kind: DdlKind, name: string | undefined, { givenSchema }: EntryContext, method?: string): string | null {
  if (name === undefined) return null;
  const schema = name.includes(".") ? undefined : givenSchema(kind, name, method);
  return schema === undefined ? name : `${schema}.${name}`;
}
