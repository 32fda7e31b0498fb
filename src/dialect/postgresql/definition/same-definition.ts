import { canonicalJson } from "../../../core/canonical-json.ts";
import type { DefinedKind } from "../../../grammar/definition.ts";
import { type DdlKind, isDdlKind } from "../../../model/ref.ts";
import { parse } from "../analyse.ts";
import { sameDdl } from "./same-ddl.ts";

/** Statements around what stands behind the names, so that two of them can be compared whatever they are called. */
type FramedKind = Exclude<DefinedKind, DdlKind>;
const frames: Readonly<Record<FramedKind, readonly string[]>> = {
  function: ["CREATE FUNCTION f"],
  procedure: ["CREATE PROCEDURE f"],
  aggregate: ["CREATE AGGREGATE f"],
  trigger: ["CREATE TRIGGER t AFTER UPDATE ON r ", "CREATE CONSTRAINT TRIGGER t AFTER UPDATE ON r "],
  rule: ["CREATE RULE r AS ON UPDATE TO t "],
  eventTrigger: ["CREATE EVENT TRIGGER t ON e "],
};

/** What the server fills in where an option of a routine is left out. */
const defaults: Readonly<Record<string, unknown>> = {
  volatility: "volatile",
  strict: false,
  security: false,
  leakproof: false,
  parallel: "unsafe",
  window: false,
};

/** Whether two texts of one kind are the same to PostgreSQL's parser: places, order of options and what is the default aside. `schema`: the one that bare names lie in. */
export function sameDefinition(kind: DefinedKind, a: string, b: string, schema: string): boolean {
  if (isDdlKind(kind)) return sameDdl(kind, a, b, schema);
  const [left, right] = [treeOf(kind, a, schema), treeOf(kind, b, schema)];
  return left !== null && left === right;
}

function treeOf(kind: FramedKind, text: string, schema: string): string | null {
  for (const frame of frames[kind]) {
    const parsed = parse(`${frame}${text}`);
    if (!("message" in parsed)) return canonicalJson(normalised(parsed.stmts ?? [], "", schema));
  }
  return null;
}

const places = new Set(["location", "stmt_location", "stmt_len", "funcformat"]);
/** Keys of lists that are names with an optional schema before them. */
const names = new Set(["funcname", "names", "defnames"]);
/** Lists in which the order has no meaning. */
const options = new Set(["options", "definition"]);

function normalised(value: unknown, under: string, schema: string): unknown {
  if (Array.isArray(value)) return list(value, under, schema);
  if (typeof value !== "object" || value === null) return value;
  const fields = Object.entries(value).filter(([key, inner]) => !places.has(key) && !(key === "schemaname" && inner === schema));
  return Object.fromEntries(
    fields.map(([key, inner]) => [
      key,
      key === "mode" && inner === "FUNC_PARAM_IN" ? "FUNC_PARAM_DEFAULT" : normalised(inner, key, schema),
    ]),
  );
}

function list(value: readonly unknown[], under: string, schema: string): unknown {
  const items = value.map((item) => normalised(item, "", schema));
  if (names.has(under) && items.length === 2 && [schema, "pg_catalog"].includes(textOf(items[0]))) return items.slice(1);
  if (!options.has(under)) return items;
  return items
    .filter((item) => !isDefault(item))
    .map((item) => canonicalJson(item))
    .sort();
}

const textOf = (node: unknown): string => (node as { readonly String?: { readonly sval?: string } }).String?.sval ?? "";

interface Option {
  readonly DefElem?: {
    readonly defname?: string;
    readonly arg?: { readonly String?: { readonly sval?: string }; readonly Boolean?: { readonly boolval?: boolean } };
  };
}

function isDefault(item: unknown): boolean {
  const { defname, arg } = (item as Option).DefElem ?? {};
  if (defname === undefined || !Object.hasOwn(defaults, defname)) return false;
  return defaults[defname] === (arg?.String?.sval ?? arg?.Boolean?.boolval ?? false);
}
