import type { Node, RangeVar } from "libpg-query";
import { nameOf } from "../definition/nodes.ts";
import { quoteWhereNeeded } from "../../../model/identifier.ts";

/** A name that a document gives beside its schema. */
export const placed = (relation: RangeVar | undefined) => ({
  name: relation?.relname ?? "",
  ...(relation?.schemaname !== undefined && { schema: relation.schemaname }),
});

/** The names in a list of the parser's. */
export const stringsOf = (nodes: readonly Node[] | undefined): string[] =>
  (nodes ?? []).flatMap((node) => ("String" in node ? (node.String.sval ?? "") : []));

/** A name with its schema as one text, quoted where it must be; what is the server's own stands by its name alone. */
export function joinedName(nodes: readonly Node[] | undefined): string {
  const name = nameOf(nodes);
  if (name === null) return "";
  return name.schema === null || name.schema === "pg_catalog"
    ? name.name
    : `${quoteWhereNeeded(name.schema)}.${quoteWhereNeeded(name.name)}`;
}

/** A constant behind an option, as text; an option without one is switched on. */
export function constantOf(node: Node | undefined): string {
  if (node === undefined) return "true";
  if ("Integer" in node) return String(node.Integer.ival ?? 0);
  if ("Float" in node) return node.Float.fval ?? "";
  if ("String" in node) return node.String.sval ?? "";
  if ("Boolean" in node) return String(node.Boolean.boolval ?? false);
  if ("TypeName" in node) return joinedName(node.TypeName.names);
  return "List" in node ? joinedName(node.List.items) : "";
}

/** `WITH (…)` as options by name; undefined where there is none. */
export function optionsOf(nodes: readonly Node[] | undefined): Record<string, string> | undefined {
  const options = (nodes ?? []).flatMap((node) => {
    if (!("DefElem" in node)) return [];
    const { defnamespace, defname, arg } = node.DefElem;
    return [[defnamespace === undefined ? (defname ?? "") : `${defnamespace}.${defname ?? ""}`, constantOf(arg)] as const];
  });
  return options.length === 0 ? undefined : Object.fromEntries(options);
}
