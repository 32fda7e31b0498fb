import { type Document, isCollection, isMap, isNode, isScalar, isSeq, type Node, type YAMLMap, type YAMLSeq } from "yaml";
import { quoteMisreadings } from "../author/yaml-text.ts";
import { canonicalJson } from "../core/canonical-json.ts";

/** What an entry says by the documents, and what is live instead; both spelled by the same writer, so that what differs is a difference. */
export interface Versions {
  readonly was: unknown;
  readonly now: unknown;
}

export interface Merging {
  readonly document: Document.Parsed;
  /** What this engine has of its own stands under `dialects`. */
  readonly dialect: string;
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * Brings an entry as somebody wrote it to what is live: only what differs is touched, so that spelling, order, comments and what is said for another
 * engine stay. Changes the nodes, and gives those whose text is to be written anew.
 */
export function mergeEntry(node: Node, { was, now }: Versions, merging: Merging): readonly Node[] {
  if (isSame(was, now)) return [];
  if (isMap(node) && isFields(was) && isFields(now)) return mergeMap(node, was, now, merging);
  if (isSeq(node) && Array.isArray(was) && Array.isArray(now)) return mergeList(node, was, now, merging);
  if (!isScalar(node)) throw new TypeError("an entry whose form has changed is written whole");
  node.value = now;
  delete node.source;
  quoteMisreadings(node);
  return [node];
}

function mergeMap(node: YAMLMap, was: Fields, now: Fields, merging: Merging): readonly Node[] {
  const own = node.getIn(["dialects", merging.dialect]);
  const rewritten: Node[] = [];
  for (const key of new Set([...Object.keys(was), ...Object.keys(now)])) {
    if (isSame(was[key], now[key])) continue;
    const place = isMap(own) && own.has(key) ? own : node;
    const child = place.get(key, true);
    if (now[key] === undefined) {
      if (place.delete(key)) rewritten.push(place);
    } else if (isNode(child) && hasForm(child, now[key]))
      rewritten.push(...mergeEntry(child, { was: was[key] ?? emptyAs(now[key]), now: now[key] }, merging));
    else {
      place.set(key, created(now[key], place, merging));
      rewritten.push(place);
    }
  }
  return rewritten;
}

function mergeList(node: YAMLSeq, was: readonly unknown[], now: readonly unknown[], merging: Merging): readonly Node[] {
  if (![...was, ...now].every(isFields)) {
    node.items = now.map((item) => created(item, node, merging));
    return [node];
  }
  const left = new Map(now.map((item) => [nameOf(item), item]));
  const nodes = was.map((item, index) => itemOf(node, item, index, was.length));
  const gone = new Set<unknown>();
  const rewritten: Node[] = [];
  for (const [index, item] of was.entries()) {
    const found = nodes[index];
    const wanted = left.get(nameOf(item));
    left.delete(nameOf(item));
    if (found === undefined) continue;
    if (wanted === undefined) gone.add(found);
    else rewritten.push(...mergeEntry(found, { was: item, now: wanted }, merging));
  }
  if (gone.size + left.size === 0) return rewritten;
  node.items = [
    ...node.items.filter((item) => !gone.has(item)),
    ...[...left.values()].map((item) => created(item, node.items[0], merging)),
  ];
  return [...rewritten, node];
}

/** The item that somebody wrote: at its place, or by its name where others stand between. */
function itemOf({ items }: YAMLSeq, item: unknown, index: number, length: number): Node | undefined {
  const byName = items.find((each) => isMap(each) && each.get("name") === nameOf(item));
  const found = byName ?? (items.length === length ? items[index] : undefined);
  return isNode(found) ? found : undefined;
}

/** A new node in the style of what it stands in, or beside. */
function created(value: unknown, like: unknown, { document }: Merging): Node {
  const node = document.createNode(value);
  quoteMisreadings(node);
  if (isCollection(node) && isCollection(like) && like.flow === true) node.flow = true;
  return node;
}

const nameOf = (item: unknown): unknown => (isFields(item) ? (item["name"] ?? canonicalJson(item)) : item);
const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null && !Array.isArray(value);
const isSame = (a: unknown, b: unknown): boolean =>
  a === b || (a !== undefined && b !== undefined && canonicalJson(a) === canonicalJson(b));
const emptyAs = (value: unknown): unknown => (Array.isArray(value) ? [] : isFields(value) ? {} : undefined);

function hasForm(node: Node, value: unknown): boolean {
  if (isFields(value)) return isMap(node);
  return Array.isArray(value) ? isSeq(node) : isScalar(node);
}
