import type { ObjectChange } from "../change/change.ts";

interface Parted {
  readonly schemas: readonly ObjectChange[];
  readonly others: readonly ObjectChange[];
}

/** The schemas that come and that something is moved into, which is done before all else; but for those whose name a rename gives free. */
export function schemasFirst(changes: readonly ObjectChange[], renames: readonly ObjectChange[]): Parted {
  const entered = new Set(renames.flatMap(({ before, after }) => (before?.ref.schema === after?.ref.schema ? [] : [after?.ref.schema])));
  if (entered.size === 0) return { schemas: [], others: changes };
  const left = new Set(renames.flatMap(({ before }) => (before?.kind === "schema" ? [before.ref.name] : [])));
  const isFirst = ({ before, after }: ObjectChange): boolean =>
    before === null && after?.kind === "schema" && entered.has(after.ref.name) && !left.has(after.ref.name);
  return { schemas: changes.filter(isFirst), others: changes.filter((change) => !isFirst(change)) };
}
