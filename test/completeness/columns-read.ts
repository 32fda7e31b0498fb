import { readThrough } from "./read-through.ts";

/** A parse tree as libpg-query gives it: an object of one key, its kind, or the plain fields of one. */
type Tree = Readonly<Record<string, unknown>>;

/** What a name in FROM stands for: the catalogues whose columns it passes on as they are. */
type Source = readonly string[];
type Scope = ReadonlyMap<string, Source>;

/** Columns by catalogue. */
export type Catalogue = ReadonlyMap<string, ReadonlySet<string>>;

/** The columns of catalogues, as `pg_class.relname`, that a query reads: by their alias, by `to_jsonb(alias) ->> 'column'`, or through a function of the server. */
export function columnsRead(tree: unknown, catalogue: Catalogue): ReadonlySet<string> {
  const found = new Set<string>();
  const record = (source: Source, column: string): boolean => {
    const owners = source.filter((relation) => catalogue.get(relation)?.has(column));
    for (const relation of owners) found.add(`${relation}.${column}`);
    return owners.length > 0;
  };

  const walk = (node: unknown, scopes: readonly Scope[]): void => {
    if (Array.isArray(node)) for (const each of node) walk(each, scopes);
    else if (isTree(node))
      for (const [kind, value] of Object.entries(node))
        if (kind === "SelectStmt") select(value as Tree, scopes);
        else if (kind === "ColumnRef") column(value as Tree, scopes);
        else {
          if (kind === "A_Expr") wholeRow(value as Tree, scopes);
          if (kind === "FuncCall") for (const read of readThrough[lastName((value as Tree)["funcname"])] ?? []) found.add(read);
          walk(value, scopes);
        }
  };

  const column = ({ fields }: Tree, scopes: readonly Scope[]): void => {
    const [first, second] = (fields as readonly unknown[]).map(nameOf);
    if (first === undefined) return;
    if (second !== undefined) record(scopes.find((scope) => scope.has(first))?.get(first) ?? [], second);
    else scopes.find((scope) => [...scope.values()].filter((source) => record(source, first)).length > 0);
  };

  /** `to_jsonb(alias) ->> 'column'`: how a column is read that older servers have not. */
  const wholeRow = ({ lexpr, rexpr }: Tree, scopes: readonly Scope[]): void => {
    const call = at(lexpr, "FuncCall");
    const [alias] = fieldsOf(call);
    const name = at(at(rexpr, "A_Const"), "sval")?.["sval"];
    if (lastName(call?.["funcname"]) === "to_jsonb" && alias !== undefined && typeof name === "string")
      record(scopes.find((scope) => scope.has(alias))?.get(alias) ?? [], name);
  };

  /** Walks a query; gives the catalogues that its stars pass on. */
  const select = (query: Tree, outer: readonly Scope[]): Source => {
    const local = new Map<string, Source>();
    const scopes = [local, ...outer];
    for (const cte of (at(query["withClause"], "ctes") ?? []) as unknown as readonly Tree[]) {
      const { ctename, ctequery } = at(cte, "CommonTableExpr") as Tree;
      local.set(String(ctename), select(at(ctequery, "SelectStmt") as Tree, scopes));
    }
    const halves = [query["larg"], query["rarg"]].flatMap((half) => (isTree(half) ? select(half, scopes) : []));
    for (const item of (query["fromClause"] ?? []) as readonly unknown[]) from(item, local, scopes);
    const rest = Object.entries(query).filter(([key]) => !["withClause", "larg", "rarg"].includes(key));
    for (const [, value] of rest) walk(value, scopes);
    return [...halves, ...((query["targetList"] ?? []) as readonly unknown[]).flatMap((target) => starred(target, local))];
  };

  const from = (item: unknown, local: Map<string, Source>, scopes: readonly Scope[]): void => {
    const join = at(item, "JoinExpr");
    if (join !== undefined) for (const side of ["larg", "rarg"]) from(join[side], local, scopes);
    const relation = at(item, "RangeVar");
    if (relation !== undefined) {
      const name = String(relation["relname"]);
      local.set(String(at(relation, "alias")?.["aliasname"] ?? name), scopes.find((scope) => scope.has(name))?.get(name) ?? [name]);
    }
    const query = at(item, "RangeSubselect");
    if (query !== undefined)
      local.set(String(at(query, "alias")?.["aliasname"] ?? ""), select(at(query["subquery"], "SelectStmt") as Tree, scopes));
    const call = at(item, "RangeFunction");
    if (call !== undefined) local.set(String(at(call, "alias")?.["aliasname"] ?? ""), []);
  };

  walk(tree, []);
  return found;
}

const isTree = (node: unknown): node is Tree => typeof node === "object" && node !== null;
const at = (node: unknown, key: string): Tree | undefined => (isTree(node) ? (node[key] as Tree | undefined) : undefined);
const nameOf = (field: unknown): string | undefined => at(field, "String")?.["sval"] as string | undefined;
const lastName = (names: unknown): string => (Array.isArray(names) ? (nameOf(names.at(-1)) ?? "") : "");

/** The names of the one column reference that a function is called with. */
const fieldsOf = (call: Tree | undefined): readonly (string | undefined)[] => {
  const reference = at((call?.["args"] as readonly unknown[] | undefined)?.[0], "ColumnRef");
  return ((reference?.["fields"] ?? []) as readonly unknown[]).map(nameOf);
};

/** What `alias.*` or `*` of a target passes on. */
function starred(target: unknown, local: Scope): Source {
  const fields = (at(at(at(target, "ResTarget"), "val"), "ColumnRef")?.["fields"] ?? []) as readonly unknown[];
  if (at(fields.at(-1), "A_Star") === undefined) return [];
  const alias = nameOf(fields[0]);
  return alias === undefined ? [...local.values()].flat() : (local.get(alias) ?? []);
}
