import type { Diagnostic } from "../../src/core/diagnostic.ts";
import { parseResources } from "../../src/resource/parse-resources.ts";
import type { ReadOptions } from "../../src/resource/read-options.ts";
import type { Resource, ResourceKind } from "../../src/resource/resource.ts";

const version = "apiVersion: keelson.dev/v1alpha1";

/** A Revision with these lines as its spec. */
export const revision = (spec: string, name = "r"): string => document("Revision", name, spec);
export const schema = (spec: string, name = "shop"): string => document("Schema", name, spec);
export const database = (spec: string, name = "shop"): string => document("Database", name, spec);
export const document = (kind: string, name: string, spec: string): string =>
  `${version}\nkind: ${kind}\nmetadata: { name: ${name} }\nspec:\n${spec.replace(/^(?=.)/gm, "  ")}\n`;

export const read = (text: string, options: ReadOptions = {}) => parseResources([{ path: "a.yaml", text }], options);

/** The only resource of a text without faults. */
export function readOne<K extends ResourceKind>(kind: K, text: string, options: ReadOptions = {}): Extract<Resource, { kind: K }> {
  const { resources, diagnostics } = read(text, options);
  const [resource] = resources;
  if (diagnostics.length > 0 || resource?.kind !== kind)
    throw new Error(`not one ${kind}: ${diagnostics.map(({ message }) => message).join("; ")}`);
  return resource as Extract<Resource, { kind: K }>;
}

/** The code of a finding and the word of the text that it points at. */
export function brief({ code, position }: Diagnostic, text: string): string {
  const at = text.split("\n")[(position?.line ?? 1) - 1]?.slice((position?.column ?? 1) - 1) ?? "";
  return `${code} at ${/^[\w.*/<-]+|^.?/.exec(at)?.[0]}`;
}
export const findings = (text: string, options: ReadOptions = {}): string[] =>
  read(text, options).diagnostics.map((diagnostic) => brief(diagnostic, text));
