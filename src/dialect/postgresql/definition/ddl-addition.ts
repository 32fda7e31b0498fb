import type { Node } from "libpg-query";
import type { NameText } from "../../../grammar/definition.ts";
import type { DdlKind } from "../../../model/ref.ts";
import type { Body, NodeKind } from "../impact/syntax.ts";

/** What a further statement adds to an object of such a kind. */
export interface DdlAddition {
  readonly kind: DdlKind;
  readonly name: NameText;
  /** One text for each thing that is added, behind the object's name and in one spelling. */
  readonly says: readonly string[];
}

type Reader<K extends NodeKind> = (body: Body<K>) => DdlAddition | undefined;

const readers: { readonly [K in NodeKind]?: Reader<K> } = {};

/** What a statement adds, where it belongs to a kind that is given as its statement. */
export function ddlAddition(node: Node): DdlAddition | undefined {
  const [[key, body] = ["", {}]] = Object.entries(node);
  const reader = readers[key as NodeKind] as ((body: unknown) => DdlAddition | undefined) | undefined;
  return reader?.(body);
}
