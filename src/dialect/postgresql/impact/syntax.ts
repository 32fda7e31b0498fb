import type { Node, RangeVar, TypeName } from "libpg-query";
import type { Named } from "./fact.ts";

type KeyOf<Union> = Union extends unknown ? keyof Union : never;

/** The kinds of nodes that a parse tree has. */
export type NodeKind = KeyOf<Node>;
export type Body<K extends NodeKind> = Extract<Node, Readonly<Record<K, unknown>>>[K];

/** What the node holds where it is of this kind. */
export const bodyOf = <K extends NodeKind>(node: Node | undefined, kind: K): Body<K> | undefined =>
  (node as unknown as Readonly<Partial<Record<K, Body<K>>>> | undefined)?.[kind];

/** Those of a list that are of this kind. */
export const bodiesOf = <K extends NodeKind>(nodes: readonly Node[] | undefined, kind: K): readonly Body<K>[] =>
  (nodes ?? []).flatMap((node) => bodyOf(node, kind) ?? []);

export const named = (relation: RangeVar | undefined): Named | null =>
  relation?.relname === undefined
    ? null
    : { name: relation.relname, ...(relation.schemaname === undefined ? {} : { schema: relation.schemaname }) };

/** The words of a dotted name. */
export const words = (names: readonly Node[] | undefined): readonly string[] => bodiesOf(names, "String").map(({ sval = "" }) => sval);

/** A relation that is written as a list of words, without the last `dropped` of them (the trigger of `trigger ON table` comes last). */
export function namedBy(parts: readonly string[], dropped = 0): Named | null {
  const [name, schema] = parts.slice(0, parts.length - dropped).reverse();
  return name === undefined ? null : { name, ...(schema === undefined ? {} : { schema }) };
}

/** Whether a list of options has one that is not switched off. */
export function hasOption(options: readonly Node[] | undefined, name: string): boolean {
  const found = bodiesOf(options, "DefElem").findLast(({ defname }) => defname === name);
  return found !== undefined && isOn(found.arg);
}

/** Zero and false are fields that are left out. */
function isOn(value: Node | undefined): boolean {
  if (value === undefined) return true;
  if ("String" in value) return !/^(false|off|no|0)$/i.test(value.String.sval ?? "");
  return "Integer" in value ? (value.Integer.ival ?? 0) !== 0 : true;
}

/** A type as one could have written it. */
export function typeText({ names, typmods, arrayBounds }: TypeName): string {
  const parts = words(names).filter((word) => word !== "pg_catalog");
  const modifiers = bodiesOf(typmods, "A_Const").map(({ ival }) => ival?.ival ?? 0);
  return `${parts.join(".")}${modifiers.length === 0 ? "" : `(${modifiers.join(",")})`}${arrayBounds === undefined ? "" : "[]"}`;
}
