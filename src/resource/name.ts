/** A name with the schema it lies in; without one it lies in `spec.defaultSchema`. */
export interface QualifiedName {
  readonly schema?: string;
  readonly name: string;
}

const both = /^([a-z_][a-z0-9_$]*)\.([a-z_][a-z0-9_$]*)$/;

/**
 * Schema and name of a text such as `billing.invoices`. With a schema beside it the text is the name as it stands.
 * `unclear`: it holds a dot and cannot be split; somebody has to say the schema.
 */
export function splitName(text: string, schema?: string): QualifiedName | "unclear" {
  if (schema !== undefined) return { schema, name: text };
  if (!text.includes(".")) return { name: text };
  const [, first, second] = both.exec(text) ?? [];
  return first === undefined || second === undefined ? "unclear" : { schema: first, name: second };
}
