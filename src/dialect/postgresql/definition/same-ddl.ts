import { canonicalJson } from "../../../core/canonical-json.ts";
import { ddlTraits, type DdlKindTraits } from "../../../model/kind/ddl-kinds.ts";
import type { DdlKind } from "../../../model/ref.ts";
import { analyse } from "../analyse.ts";
import { createDdl } from "../object/ddl.ts";
import { baseTypeOptions, unknownLayout } from "./base-type-options.ts";

/** Options that say nothing where they are so: what the server takes anyhow. */
const defaults: Readonly<Partial<Record<DdlKind, Readonly<Record<string, string>>>>> = {
  collation: { provider: "libc", deterministic: "true" },
  operator: { hashes: "false", merges: "false" },
};

/** Options that the server keeps for itself, and no document needs to repeat. */
const notCompared: Readonly<Partial<Record<DdlKind, readonly string[]>>> = { collation: ["version"] };

/** What the server learns from the other one too: compared where both say it. */
const toldByOther: Readonly<Partial<Record<DdlKind, readonly string[]>>> = { operator: ["commutator", "negator"] };

/** Other words for an option. */
const aliases: Readonly<Partial<Record<DdlKind, Readonly<Record<string, string>>>>> = { operator: { procedure: "function" } };

interface Option {
  readonly defname: string;
  readonly value: unknown;
}

/** Whether two texts behind a name say the same to PostgreSQL's parser. `schema`: the one that bare names lie in. */
export function sameDdl(kind: DdlKind, a: string, b: string, schema: string): boolean {
  const told = (toldByOther[kind] ?? []).filter((option) => ![a, b].every((text) => text.toLowerCase().includes(option)));
  const around: Around = {
    kind,
    schema,
    leftOut: [...(notCompared[kind] ?? []), ...told, ...(kind === "baseType" ? [a, b].flatMap(unknownLayout) : [])],
  };
  const [left, right] = [treeOf(a, around), treeOf(b, around)];
  return left !== null && left === right;
}

interface Around {
  readonly kind: DdlKind;
  readonly schema: string;
  /** Options that make no difference. */
  readonly leftOut: readonly string[];
}

/** Any name: what is compared stands behind it. */
const nameFor: Readonly<Record<DdlKindTraits["named"], string>> = { name: "n", method: "n", signature: "+", types: "a AS b" };

function treeOf(text: string, around: Around): string | null {
  const { kind } = around;
  const stands = {
    kind,
    name: { schema: null, name: kind === "transform" ? "a LANGUAGE b" : nameFor[ddlTraits[kind].named] },
    arguments: ["a", "b"],
  };
  const frames = [createDdl({ ...stands, rest: text, additions: [] }), createDdl({ ...stands, rest: "", additions: [text] }).slice(1)];
  for (const frame of frames) {
    const statements = analyse(frame.join(";\n"));
    if (!("message" in statements)) return canonicalJson(statements.map(({ node }) => normalised(node, around)));
  }
  return null;
}

const places = new Set(["location", "stmt_location", "stmt_len"]);
type Fields = Readonly<Record<string, unknown>>;

function normalised(value: unknown, around: Around): unknown {
  if (Array.isArray(value)) return list(value, around);
  if (typeof value !== "object" || value === null) return value;
  const { DefElem: option, CreateOpClassStmt: made } = value as {
    readonly DefElem?: { readonly defname?: string; readonly arg?: unknown };
    readonly CreateOpClassStmt?: Fields;
  };
  if (option !== undefined)
    return {
      option: {
        defname: aliases[around.kind]?.[option.defname ?? ""] ?? option.defname ?? "",
        value: optionValue(normalised(option.arg ?? null, around)),
      },
    };
  if (made !== undefined) return operatorClass(made, around);
  const fields = Object.entries(value)
    .map(([key, inner]) => [key, key === "stat_types" ? sortedWords(inner as readonly unknown[]) : inner] as const)
    .filter(([key, inner]) => !places.has(key) && !(key === "schemaname" && inner === around.schema));
  return Object.fromEntries(fields.map(([key, inner]) => [key, normalised(inner, around)]));
}

/** An operator without types is of the type of the class; for which types a function stands, its own say. Members have no order. */
function operatorClass({ items, ...fields }: Fields, around: Around): unknown {
  const members = (items as readonly { readonly CreateOpClassItem: Fields }[]).map(
    ({ CreateOpClassItem: { class_args: _types, name: called, ...item } }) => {
      const named = called as { readonly objname?: unknown; readonly objargs?: unknown } | undefined;
      return normalised(
        {
          ...item,
          ...(named !== undefined && {
            name: {
              objname: named.objname,
              objargs: named.objargs ?? [{ TypeName: fields["datatype"] }, { TypeName: fields["datatype"] }],
            },
          }),
        },
        around,
      );
    },
  );
  return { ...(normalised(fields, around) as object), items: members.map((member) => canonicalJson(member)).sort() };
}

/** Sorts of statistics have no order. */
const sortedWords = (words: readonly unknown[]): readonly unknown[] =>
  words.toSorted((a, b) => (canonicalJson(a) < canonicalJson(b) ? -1 : 1));

function list(value: readonly unknown[], around: Around): unknown {
  const items = value.map((item) => normalised(item, around));
  if (items.length === 2 && [around.schema, "pg_catalog"].includes(textOf(items[0]) ?? "") && textOf(items[1]) !== undefined)
    return items.slice(1);
  const options = items.flatMap((item) => optionOf(item) ?? []);
  if (options.length === 0 || options.length !== items.length) return items;
  return settled(options, around)
    .map((option) => canonicalJson(option))
    .sort();
}

const optionOf = (item: unknown): Option | undefined => (item as { readonly option?: Option } | null)?.option;
const textOf = (node: unknown): string | undefined => (node as { readonly String?: { readonly sval?: string } } | null)?.String?.sval;

/** A word, a name and a text of one word are the same value of an option; none is yes. */
function optionValue(value: unknown): unknown {
  if (value === null) return "true";
  const node = value as {
    readonly TypeName?: { readonly names?: readonly unknown[]; readonly arrayBounds?: unknown };
    readonly List?: { readonly items?: readonly unknown[] };
  };
  const names = node.TypeName?.arrayBounds === undefined ? (node.TypeName?.names ?? node.List?.items) : undefined;
  if (names?.length === 1) return textOf(names[0]) ?? value;
  return textOf(value) ?? value;
}

function settled(options: readonly Option[], { kind, leftOut }: Around): readonly Option[] {
  if (kind === "baseType")
    return [...baseTypeOptions(new Map(options.map(({ defname, value }) => [defname, value])))]
      .filter(([name]) => !leftOut.includes(name))
      .map(([defname, value]) => ({ defname, value }));
  const usual = defaults[kind] ?? {};
  return options.filter(({ defname, value }) => !leftOut.includes(defname) && (usual[defname] === undefined || usual[defname] !== value));
}
