import type { OpenDocument } from "./open-documents.ts";
import type { DatabaseResource } from "./resource.ts";
import type { SourceFile } from "./source-file.ts";

/** What can be taken from a Database document that has an error: enough to look at what its source holds. */
export interface UsableDatabase {
  readonly database: DatabaseResource;
  /** `form`: it does not say which dialect, or not which variables, so the documents are looked at without their SQL. `nothing`: they lie elsewhere than in a folder. */
  readonly reads: "all" | "form" | "nothing";
}

type Fields = Readonly<Record<string, unknown>>;

/** Each field is taken where it is what it should be; the others are as if they were not there. */
export function usableDatabase(
  { value, file, index, locate }: Pick<OpenDocument, "value" | "file" | "index" | "locate">,
  dialects: readonly string[],
): UsableDatabase {
  const { metadata, spec } = fields(value);
  const { dialect, source, variables, schemas, defaultSchema, environment, ignore } = fields(spec);
  const { directory = ".", ...elsewhere } = fields(source);
  const isKnown = dialects.some((each) => each === dialect);
  const isReadable = isKnown && (variables === undefined || isVariables(variables));
  const database = {
    kind: "Database",
    metadata: { name: textOf(fields(metadata)["name"]) ?? "" },
    spec: {
      dialect: isKnown ? dialect : "",
      source: { directory: textOf(directory) ?? "." },
      ...(isReadable && variables !== undefined ? { variables } : {}),
      ...(isTexts(schemas) ? { schemas } : {}),
      ...(textOf(defaultSchema) === undefined ? {} : { defaultSchema }),
      ...(textOf(environment) === undefined ? {} : { environment }),
      ...(isTexts(ignore) ? { ignore } : {}),
    },
    position: locate([], "value"),
    origin: { file: file.path, text: file.text, document: index },
  } as DatabaseResource;
  return { database, reads: kindsElsewhere.some((each) => each in elsewhere) ? "nothing" : isReadable ? "all" : "form" };
}

/** What a file stands for that could not be read at all: documents beside it. */
export const unreadDatabase = (file: SourceFile): UsableDatabase =>
  usableDatabase({ value: undefined, file, index: 0, locate: () => ({ file: file.path, line: 1, column: 1 }) }, []);

const kindsElsewhere = ["git", "oci", "configMaps", "resources"];

const fields = (value: unknown): Fields => (typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {});
const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === "string");
const isVariables = (value: unknown): boolean =>
  typeof value === "object" &&
  value !== null &&
  Object.values(value).every((each) => ["string", "number", "boolean"].includes(typeof each));
