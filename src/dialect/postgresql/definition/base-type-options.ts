import { ddlOptions } from "./ddl-options.ts";
import { layoutOptions } from "./laid-out.ts";

/** How values lie in a row: bytes (-1: as many as there are), in a register or not, alignment, storage. */
type Layout = readonly [length: number, byValue: "true" | "false", alignment: string, storage: string];

const layouts: readonly (readonly [types: string, layout: Layout])[] = [
  ["bool char", [1, "true", "char", "plain"]],
  ["int2", [2, "true", "int2", "plain"]],
  ["int4 float4 date oid xid cid regproc regclass regtype", [4, "true", "int4", "plain"]],
  ["int8 float8 money time timestamp timestamptz xid8 pg_lsn", [8, "true", "double", "plain"]],
  ["name", [64, "false", "char", "plain"]],
  ["uuid", [16, "false", "char", "plain"]],
  ["tid", [6, "false", "int2", "plain"]],
  ["macaddr", [6, "false", "int4", "plain"]],
  ["macaddr8", [8, "false", "int4", "plain"]],
  ["timetz", [12, "false", "double", "plain"]],
  ["interval point", [16, "false", "double", "plain"]],
  ["line circle", [24, "false", "double", "plain"]],
  ["lseg box", [32, "false", "double", "plain"]],
  ["text varchar bpchar bytea json jsonb xml bit varbit tsvector", [-1, "false", "int4", "extended"]],
  ["path polygon", [-1, "false", "double", "extended"]],
  ["numeric inet cidr", [-1, "false", "int4", "main"]],
  ["tsquery", [-1, "false", "int4", "plain"]],
];
const layoutOf: ReadonlyMap<string, Layout> = new Map(
  layouts.flatMap(([types, layout]) => types.split(" ").map((type) => [type, layout] as const)),
);

const alignments: Readonly<Record<string, string>> = { bpchar: "char", smallint: "int2", integer: "int4", float8: "double" };
const switches: ReadonlySet<string> = new Set(["passedbyvalue", "preferred", "collatable"]);
const usual: Readonly<Record<string, string>> = {
  internallength: "-1",
  alignment: "int4",
  storage: "plain",
  category: "U",
  delimiter: ",",
  passedbyvalue: "false",
  preferred: "false",
  collatable: "false",
  // What an array of fixed length is given where nobody says another.
  subscript: "raw_array_subscript_handler",
};

/** Options of CREATE TYPE in the one way to say them: LIKE another type written out, and without what holds anyhow. */
export function baseTypeOptions(options: ReadonlyMap<string, unknown>): ReadonlyMap<string, unknown> {
  const like = options.get("like");
  const [length, byValue, alignment, storage] = typeof like === "string" ? (layoutOf.get(like) ?? []) : [];
  const laidOut =
    length === undefined
      ? []
      : ([
          ["internallength", String(length)],
          ["passedbyvalue", byValue],
          ["alignment", alignment],
          ["storage", storage],
        ] as const);
  const said = [...options]
    .filter(([name]) => name !== "like" || length === undefined)
    .map(([name, value]) => [name === "analyse" ? "analyze" : name, spelled(name, value)] as const);
  // What is said later takes the place of what LIKE says.
  return new Map([...new Map<string, unknown>([...laidOut, ...said])].filter(([name, value]) => value !== usual[name]));
}

/** Options that only the server could tell, where LIKE names a type that neither a document nor this list has; with LIKE itself, that no server remembers. */
export function unknownLayout(text: string): readonly string[] {
  const options = ddlOptions("baseType", text);
  const like = options.get("like");
  return like === undefined || layoutOf.has(like.replace(/^pg_catalog\./i, "").toLowerCase())
    ? []
    : ["like", ...layoutOptions.filter((name) => !options.has(name))];
}

function spelled(name: string, value: unknown): unknown {
  const number = value as { readonly Integer?: { readonly ival?: number }; readonly Float?: { readonly fval?: string } } | null;
  const text = number?.Integer === undefined ? (number?.Float?.fval ?? value) : String(number.Integer.ival ?? 0);
  if (typeof text !== "string") return text;
  if (name === "internallength") return text.toLowerCase() === "variable" ? "-1" : text;
  if (name === "alignment") return alignments[text.toLowerCase()] ?? text.toLowerCase();
  if (switches.has(name)) return /^(true|on|1|yes)$/i.test(text) ? "true" : "false";
  return name === "storage" ? text.toLowerCase() : text;
}
