import type { Named } from "../../port/act.ts";
import { sameRef } from "../../model/ref.ts";
import type { Situation, Verdict } from "../rule.ts";

/** The tables whose rows go with those of the table. */
export function cascading(table: Named, at: Situation): Verdict {
  const found = at.find(table);
  if (found === undefined || at.isNew(table)) return null;
  const children = at.before
    .dependants(found.ref)
    .filter(
      (each) =>
        each.kind === "foreignKey" &&
        each.body.onDelete === "cascade" &&
        each.ref.parent !== undefined &&
        !sameRef(each.ref.parent, found.ref),
    );
  const names = children.flatMap(({ ref }) => ref.parent?.name ?? []);
  return names.length === 0
    ? null
    : `dropping ${at.describe(table)} deletes the rows of ${[...new Set(names)].join(", ")} that refer to it`;
}
