import { canonicalJson } from "../../../core/canonical-json.ts";
import type { DdlKind } from "../../../model/ref.ts";
import { analyse } from "../analyse.ts";
import { createDdl } from "../object/ddl.ts";

/** Options that say nothing where they are so: what the server takes anyhow. */
const defaults: Readonly<Partial<Record<DdlKind, Readonly<Record<string, string>>>>> = {
  collation: { provider: "libc", deterministic: "true" },
};

/** Options that the server keeps for itself, and no document needs to repeat. */
const notCompared: Readonly<Partial<Record<DdlKind, readonly string[]>>> = { collation: ["version"] };

interface Option {
  readonly defname: string;
  readonly value: unknown;
}

/** Whether two texts behind a name say the same to PostgreSQL's parser. `schema`: the one that bare names lie in. */
export function sameDdl(kind: DdlKind, a: string, b: string, schema: string): boolean {
  const [left, right] = [treeOf(kind, a, schema), treeOf(kind, b, schema)];
  return left !== null && left === right;
}

const name = { schema: null, name: "n" };

function treeOf(kind: DdlKind, text: string, schema: string): string | null {
  const stands = { kind, name, arguments: ["integer", "integer"] };
  const frames = [createDdl({ ...stands, rest: text, additions: [] }), createDdl({ ...stands, rest: "", additions: [text] }).slice(1)];
  for (const frame of frames) {
    const statements = analyse(frame.join(";\n"));
    if (!("message" in statements)) return canonicalJson(statements.map(({ node }) => normalised(node, kind, schema)));
  }
  return null;
}

const places = new Set(["location", "stmt_location", "stmt_len"]);

function normalised(value: unknown, kind: DdlKind, schema: string): unknown {
  if (Array.isArray(value)) return list(value, kind, schema);
  if (typeof value !== "object" || value === null) return value;
  const fields = Object.entries(value).filter(([key, inner]) => !places.has(key) && !(key === "schemaname" && inner === schema));
  const option = (value as { readonly DefElem?: { readonly defname?: string } }).DefElem;
  if (option !== undefined) return { option: { defname: option.defname ?? "", value: optionValue(normalised((option as { readonly arg?: unknown }).arg ?? null, kind, schema)) } };
  return Object.fromEntries(fields.map(([key, inner]) => [key, normalised(inner, kind, schema)]));
}

function list(value: readonly unknown[], kind: DdlKind, schema: string): unknown {
  const items = value.map((item) => normalised(item, kind, schema));
  if (items.length === 2 && [schema, "pg_catalog"].includes(textOf(items[0]) ?? "") && textOf(items[1]) !== undefined) return items.slice(1);
  const options = items.flatMap((item) => optionOf(item) ?? []);
  if (options.length === 0 || options.length !== items.length) return items;
  return settled(kind, options).map((option) => canonicalJson(option)).sort();
}

const optionOf = (item: unknown): Option | undefined => (item as { readonly option?: Option } | null)?.option;
const textOf = (node: unknown): string | undefined => (node as { readonly String?: { readonly sval?: string } } | null)?.String?.sval;

/** A word, a name and a text of one word are the same value of an option. */
function optionValue(value: unknown): unknown {
  const node = value as { readonly TypeName?: { readonly names?: readonly unknown[]; readonly arrayBounds?: unknown }; readonly List?: { readonly items?: readonly unknown[] } } | null;
  const names = node?.TypeName?.arrayBounds === undefined ? (node?.TypeName?.names ?? node?.List?.items) : undefined;
  if (names?.length === 1) return textOf(names[0]) ?? value;
  return textOf(value) ?? value;
}

function settled(kind: DdlKind, options: readonly Option[]): readonly Option[] {
  const usual = defaults[kind] ?? {};
  return options.filter(({ defname, value }) => !(notCompared[kind] ?? []).includes(defname) && (usual[defname] === undefined || usual[defname] !== value));
}
