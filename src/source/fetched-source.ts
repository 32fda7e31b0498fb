import type { Source, SourceSnapshot } from "./source.ts";
import type { FetchedTree } from "./tree.ts";
import { treeSnapshot } from "./tree-snapshot.ts";

/** A source that lies elsewhere. It is fetched once, when first asked for: whoever wants to look again opens it again. */
export function fetchedSource(fetchTree: () => Promise<FetchedTree>): Source {
  let fetched: Promise<FetchedTree> | undefined;
  let snapshot: Promise<SourceSnapshot> | undefined;
  const fetch = () => (fetched ??= fetchTree());
  const read = () => (snapshot ??= fetch().then(treeSnapshot));
  return {
    read,
    async digest() {
      return (await read()).digest;
    },
    async commit() {
      return (await read()).commit;
    },
    async descends(from) {
      const { descends } = await fetch();
      return descends === undefined ? "unknown" : descends(from);
    },
  };
}
