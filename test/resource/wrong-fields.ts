import { readFileSync } from "node:fs";

type Schema = {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly definitions?: Readonly<Record<string, Schema>>;
};

/** A document with one field that holds what it cannot hold; the field stands alone on the last line. */
export interface WrongField {
  readonly path: string;
  readonly text: string;
}

const kinds = ["Database", "DatabaseSet", "Revision", "Schema", "Plan"] as const;
const deepest = 7;
/** Tried in turn: the first of a type that the field does not have. */
const candidates: readonly (readonly [string, unknown])[] = [
  ["array", ["x"]],
  ["object", { noSuchKey: 1 }],
  ["number", 7.5],
  ["string", "no such thing"],
];

/** One wrong value for each field of each kind of document, found in the published JSON Schemas. */
export function wrongFields(): readonly WrongField[] {
  return kinds.flatMap((kind) => {
    const root = JSON.parse(readFileSync(new URL(`../../schemas/${kind}.json`, import.meta.url), "utf8")) as Schema;
    const found = new Map<string, unknown>();
    collect(root.properties?.["spec"] ?? {}, root, ["spec"], new Set(), found);
    return [...found].map(([path, value]) => ({ path: `${kind}.${path}`, text: documentOf(kind, path.split("."), value) }));
  });
}

function collect(schema: Schema, root: Schema, path: readonly string[], within: ReadonlySet<string>, found: Map<string, unknown>): void {
  const { $ref } = schema;
  if ($ref !== undefined) {
    // A shape inside of itself is the same shape again.
    const name = $ref.replace(/^#\/definitions\//, "");
    if (!within.has(name)) collect(root.definitions?.[name] ?? {}, root, path, new Set([...within, name]), found);
    return;
  }
  for (const part of [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]) collect(part, root, path, within, found);
  if (schema.items !== undefined && path.length < deepest) collect(schema.items, root, [...path, "0"], within, found);
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    const at = [...path, name];
    const types = typesOf(field, root, new Set());
    const wrong = types.has("any") ? undefined : candidates.find(([type]) => !types.has(type))?.[1];
    if (wrong !== undefined && !found.has(at.join("."))) found.set(at.join("."), wrong);
    if (at.length < deepest) collect(field, root, at, within, found);
  }
}

/** The JSON types that a field takes; `any` where it takes whatever comes. */
function typesOf(schema: Schema, root: Schema, seen: ReadonlySet<string>): ReadonlySet<string> {
  const { $ref, type, enum: words, const: word } = schema;
  if ($ref !== undefined) {
    const name = $ref.replace(/^#\/definitions\//, "");
    return seen.has(name) ? new Set() : typesOf(root.definitions?.[name] ?? {}, root, new Set([...seen, name]));
  }
  const parts = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  if (type !== undefined) return new Set([type].flat());
  if (words !== undefined || word !== undefined) return new Set([...(words ?? []), word].map((value) => typeof value));
  return parts.length === 0 ? new Set(["any"]) : new Set(parts.flatMap((part) => [...typesOf(part, root, seen)]));
}

/** In block style, each step of the path on a line of its own. */
function documentOf(kind: string, path: readonly string[], value: unknown): string {
  const lines = ["apiVersion: keelson.dev/v1alpha1", `kind: ${kind}`, "metadata: { name: shop }"];
  let indent = "";
  let dash = "";
  for (const [at, step] of path.entries()) {
    if (step === "0") {
      dash = "- ";
      continue;
    }
    lines.push(`${indent}${dash}${step}:${at === path.length - 1 ? ` ${JSON.stringify(value)}` : ""}`);
    indent += dash === "" ? "  " : "    ";
    dash = "";
  }
  return `${lines.join("\n")}\n`;
}
