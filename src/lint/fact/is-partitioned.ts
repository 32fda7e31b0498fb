import type { Named } from "../../port/act.ts";
import type { Situation } from "../rule.ts";

/** Whether the table of the index is partitioned: then there is no CONCURRENTLY for it. */
export function isOnPartitioned(index: Named, { find, before, after }: Situation): boolean {
  const table = find(index)?.ref.parent;
  return (
    table?.kind === "table" &&
    [before, after].some((model) => {
      const found = model.get({ ...table, kind: "table" });
      return typeof found !== "string" && (found.body.partitionBy ?? null) !== null;
    })
  );
}
