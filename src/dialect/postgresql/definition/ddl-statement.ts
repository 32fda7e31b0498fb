import type { Node } from "libpg-query";
import type { NameText } from "../../../grammar/definition.ts";
import type { DdlKind } from "../../../model/ref.ts";
import type { Body, NodeKind } from "../impact/syntax.ts";
import { nameOf } from "./nodes.ts";

/** Whom a statement makes that is all there is to say of an object. */
export interface DdlStatement {
  readonly kind: DdlKind;
  readonly name: NameText;
  /** Types of operands, or the index method. */
  readonly arguments: readonly (string | null)[];
}

/** Kinds that are made by a list of options, by the parser's word. */
const byOptions: Readonly<Record<string, DdlKind>> = {
  OBJECT_COLLATION: "collation",
};

type Reader<K extends NodeKind> = (body: Body<K>) => DdlStatement | undefined;

const readers: { readonly [K in NodeKind]?: Reader<K> } = {
  DefineStmt: ({ kind: word, defnames }) => {
    const kind = byOptions[word ?? ""];
    return kind === undefined ? undefined : plain(kind, nameOf(defnames));
  },
};

const plain = (kind: DdlKind, name: NameText | null): DdlStatement => ({ kind, name: name ?? { schema: null, name: "" }, arguments: [] });

/** What a statement makes, where its kind is given so; undefined: no such kind. */
export function ddlStatement(node: Node): DdlStatement | undefined {
  const [[key, body] = ["", {}]] = Object.entries(node);
  const reader = readers[key as NodeKind] as ((body: unknown) => DdlStatement | undefined) | undefined;
  return reader?.(body);
}
