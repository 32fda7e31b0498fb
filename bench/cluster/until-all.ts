import { keyOf } from "../../src/kubernetes/client/api-object.ts";
import { ownType } from "../../src/kubernetes/client/resource-type.ts";
import { watchObjects } from "../../src/kubernetes/client/watch-objects.ts";
import type { DatabaseObject } from "../../src/kubernetes/object/database-object.ts";
import type { BenchPlace } from "./bench-cluster.ts";

/** Waits, on a watch, until that many Databases of the place are as asked. */
export async function untilAll(
  { transport, namespace }: BenchPlace,
  count: number,
  asAsked: (object: DatabaseObject) => boolean,
): Promise<void> {
  const found = new Set<string>();
  const done = new AbortController();
  for await (const change of watchObjects<DatabaseObject>(transport, ownType("Database"), { namespace }, { signal: done.signal })) {
    const objects = change.kind === "listed" ? change.objects : [change.object];
    for (const object of objects) if (asAsked(object)) found.add(keyOf(object));
    if (found.size >= count) done.abort();
  }
}

export const isReady = ({ status }: DatabaseObject): boolean => status?.conditions?.[0]?.status === "True";
