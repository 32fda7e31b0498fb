import { type Document, isMap, isScalar, isSeq, type Pair, type YAMLMap } from "yaml";
import type { ResourceKind } from "../resource/resource.ts";

/** In which order the keys of the maps at a path stand; others follow as they are. A `*` is every entry of a list. */
export interface KeyOrder {
  readonly path: readonly string[];
  readonly keys: readonly string[];
}

const envelope: readonly KeyOrder[] = [
  { path: [], keys: ["apiVersion", "kind", "metadata", "spec", "status"] },
  { path: ["metadata"], keys: ["name", "namespace", "labels", "annotations"] },
];

const order = (path: string, keys: string): KeyOrder => ({ path: path.split("."), keys: keys.split(" ") });

/** The order in which the reference shows the fields of each kind. */
export const keyOrders: Readonly<Record<ResourceKind, readonly KeyOrder[]>> = {
  Schema: [
    ...envelope,
    order(
      "spec",
      "schemas extensions enums domains compositeTypes rangeTypes sequences tables views functions procedures aggregates eventTriggers foreignDataWrappers foreignServers publications subscriptions grants defaultPrivileges settings rows objects files",
    ),
    order(
      "spec.tables.*",
      "name schema renamedFrom comment columns primaryKey unique checks foreignKeys exclude indexes triggers rules policies grants",
    ),
    order("spec.tables.*.columns.*", "name renamedFrom type nullable default identity"),
    order("spec.views.*", "name schema renamedFrom comment query"),
  ],
  Revision: [
    ...envelope,
    order("spec", "id message revises dependsOn branchLabels phase when onFailure atomic upgrade downgrade irreversible verify replaces"),
  ],
  Database: [
    ...envelope,
    order(
      "spec",
      "dialect connection schemas defaultSchema journal source target mode prune ignore environment variables policy contract schedule deletionPolicy planHistoryLimit suspend",
    ),
  ],
  DatabaseSet: [...envelope, order("spec", "targets selector template waves onRemove")],
  Plan: envelope,
};

/** Sorts the keys of the maps at the path; comments go with their keys. True where something moved. */
export function sortKeys(document: Document, { path, keys }: KeyOrder): boolean {
  return mapsAt(document.contents, path)
    .map((map) => sort(map, keys, document))
    .includes(true);
}

/** The comment above a map is one about its first key: it stays with that. */
export function keepComment(map: YAMLMap): void {
  const key = map.items[0]?.key;
  if (!isScalar(key) || map.commentBefore == null) return;
  key.commentBefore = [map.commentBefore, key.commentBefore].filter((comment) => comment != null).join("\n");
  map.commentBefore = null;
}

/** The comment above the first key of a document is about the document: it stays on top. */
function moveComment(from: Pair | undefined, to: Pair | undefined): void {
  if (!isScalar(from?.key) || !isScalar(to?.key) || from.key.commentBefore == null) return;
  to.key.commentBefore = [from.key.commentBefore, to.key.commentBefore].filter((comment) => comment != null).join("\n");
  from.key.commentBefore = null;
}

function mapsAt(node: unknown, path: readonly string[]): YAMLMap[] {
  const [step, ...rest] = path;
  if (step === undefined) return isMap(node) ? [node] : [];
  if (step === "*") return isSeq(node) ? node.items.flatMap((item) => mapsAt(item, rest)) : [];
  return isMap(node) ? mapsAt(node.get(step, true), rest) : [];
}

function sort(map: YAMLMap, keys: readonly string[], document: Document): boolean {
  const rank = ({ key }: Pair): number => {
    const place = keys.indexOf(String(isScalar(key) ? key.value : key));
    return place === -1 ? keys.length : place;
  };
  const { items } = map;
  const sorted = items.toSorted((a, b) => rank(a) - rank(b));
  if (sorted.every((pair, index) => pair === items[index])) return false;
  if (map === document.contents) moveComment(items[0], sorted[0]);
  else keepComment(map);
  items.splice(0, items.length, ...sorted);
  return true;
}
