import type { OpenDocument } from "./open-documents.ts";
import type { DatabaseResource, Origin } from "./resource.ts";

/** What can be taken from a Database document with an error: enough to look at what its source holds. */
export interface UsableDatabase {
  readonly name: string | undefined;
  readonly origin: Origin;
  /** Where its documents lie, relative to the document; null where it names another place, or none that could be read. */
  readonly directory: string | null;
  /** What else says how they are read; undefined where it does not say which dialect, or its variables cannot be told. */
  readonly database: DatabaseResource | undefined;
}

type Fields = Readonly<Record<string, unknown>>;

/** Each field is taken where it is what it should be; the others are as if they were not there. */
export function usableDatabase({ value, file, index, locate }: OpenDocument, dialects: readonly string[]): UsableDatabase {
  const { metadata, spec } = fields(value);
  const { dialect, source, variables, schemas, defaultSchema, environment, ignore } = fields(spec);
  const name = text(fields(metadata)["name"]);
  const directory = directoryOf(source);
  const known = dialects.find((each) => each === dialect);
  const origin = { file: file.path, text: file.text, document: index };
  if (known === undefined || (variables !== undefined && !isVariables(variables))) return { name, origin, directory, database: undefined };
  const kept = {
    ...(variables === undefined ? {} : { variables }),
    ...(isTexts(schemas) ? { schemas } : {}),
    ...(text(defaultSchema) === undefined ? {} : { defaultSchema: text(defaultSchema) }),
    ...(text(environment) === undefined ? {} : { environment: text(environment) }),
    ...(isTexts(ignore) ? { ignore } : {}),
  };
  const database = {
    kind: "Database",
    metadata: { name: name ?? "unnamed" },
    spec: { dialect: known, source: { directory: directory ?? "." }, ...kept },
    position: locate([], "value"),
    origin,
  } as DatabaseResource;
  return { name, origin, directory, database };
}

function directoryOf(source: unknown): string | null {
  const { directory, ...elsewhere } = fields(source);
  if (typeof directory === "string") return directory;
  return ["git", "oci", "configMaps", "resources"].some((other) => other in elsewhere) ? null : ".";
}

const fields = (value: unknown): Fields => (typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {});
const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
const isTexts = (value: unknown): value is readonly string[] => Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === "string");
const isVariables = (value: unknown): boolean =>
  typeof value === "object" && value !== null && Object.values(value).every((each) => ["string", "number", "boolean"].includes(typeof each));
