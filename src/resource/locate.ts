import { isAlias, isMap, isScalar, isSeq, type Node, type Pair } from "yaml";
import type { Position } from "../core/position.ts";
import type { FieldPath } from "./path.ts";
import type { YamlDocument } from "./read-documents.ts";

/** Where a field stands: its key, or its value. */
export type Part = "key" | "value";

/** The place of a field; of the nearest one above it that is written, where it is not written itself. */
export function locate(document: YamlDocument, path: FieldPath, part: Part): Position {
  let node: Node = document.contents;
  let key: Node = document.contents;
  for (const step of path) {
    const next = child(resolved(node, document), step);
    if (next === undefined) return document.place(start(node));
    key = next.key ?? next.value ?? node;
    node = next.value ?? key;
  }
  return document.place(start(part === "key" ? key : node));
}

/** The text of a scalar as it was written, or undefined where the path leads to none. */
export function writtenAt(document: YamlDocument, path: FieldPath): string | undefined {
  const node = nodeAt(document, path);
  return node !== undefined && isScalar(node) ? node.source : undefined;
}

/** The value at the path, or undefined where there is none. */
export function nodeAt(document: YamlDocument, path: FieldPath): Node | undefined {
  let node: Node | undefined = document.contents;
  for (const step of path) {
    node = node === undefined ? undefined : child(resolved(node, document), step)?.value;
  }
  return node;
}

const start = (node: Node): number => node.range?.[0] ?? 0;
const resolved = (node: Node, { document }: YamlDocument): Node =>
  isAlias(node) ? ((node.resolve(document) as Node | undefined) ?? node) : node;

function child(node: Node, step: string | number): { key?: Node; value?: Node } | undefined {
  if (isSeq(node)) {
    const value = node.items[Number(step)] as Node | undefined;
    return value === undefined ? undefined : { value };
  }
  if (!isMap(node)) return undefined;
  const pair = (node.items as Pair<Node, Node | null>[]).find(({ key }) => isScalar(key) && (key.value === step || key.source === step));
  return pair === undefined ? undefined : { key: pair.key, ...(pair.value === null ? {} : { value: pair.value }) };
}
