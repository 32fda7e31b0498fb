import type { ObjectKind, ObjectRef } from "../ref.ts";
import type { EntryPath, NamingContext } from "./entry-context.ts";

const splittable = /^[a-z_][a-z0-9_$]*\.[a-z_][a-z0-9_$]*$/;

export interface QualifiedName {
  readonly schema: string;
  readonly name: string;
}

/** Schema and name of what is written as `name`, or as `name` with `schema` beside it (then the name is not split). Reports what cannot be read. */
export function resolveName(text: string, schema: string | undefined, context: NamingContext, path: EntryPath): QualifiedName {
  const resolved = resolveAnywhere(text, schema, context, path);
  if (!context.schemas.includes(resolved.schema))
    context.report({
      code: "schema-not-managed",
      message: `schema "${resolved.schema}" is not one that this Database manages`,
      remedy: `Add it to spec.schemas of the Database, or name the object in ${context.schemas.join(", ")}`,
      path,
    });
  return resolved;
}

/** The same for what may lie in a schema that is not managed. */
export function resolveAnywhere(text: string, schema: string | undefined, context: NamingContext, path: EntryPath): QualifiedName {
  const resolved = schema !== undefined ? { schema, name: text } : split(text, context, path);
  checkLength(resolved.name, context, path);
  return resolved;
}

function split(text: string, context: NamingContext, path: EntryPath): QualifiedName {
  if (!text.includes(".")) return { schema: context.defaultSchema, name: text };
  const [schema, name] = text.split(".");
  if (splittable.test(text)) return { schema: schema as string, name: name as string };
  context.report({
    code: "ambiguous-name",
    message: `"${text}" has a dot and is not plainly schema and name`,
    remedy: "Write the schema as `schema:` beside it; the name is then taken as it stands",
    path,
  });
  return { schema: context.defaultSchema, name: text };
}

/** Reports a name that the database would cut. */
export function checkLength(name: string, { grammar, report }: NamingContext, path: EntryPath): void {
  // No unit of a string takes more than three bytes.
  if (name.length * 3 <= grammar.identifierBytes) return;
  const bytes = Buffer.byteLength(name, "utf8");
  if (bytes > grammar.identifierBytes)
    report({
      code: "name-too-long",
      message: `the name "${name}" has ${bytes} bytes, and the database keeps ${grammar.identifierBytes}`,
      remedy: `Shorten it to at most ${grammar.identifierBytes} bytes`,
      path,
    });
}

export const resolveRef = <K extends ObjectKind>(
  kind: K,
  text: string,
  schema: string | undefined,
  context: NamingContext,
  path: EntryPath,
): ObjectRef & { readonly kind: K } => {
  const resolved = resolveName(text, schema, context, path);
  return { kind, schema: resolved.schema, name: resolved.name };
};
