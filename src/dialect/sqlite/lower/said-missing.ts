import type { ObjectChange } from "../../../change/change.ts";

/** A table, and one that rows of it refer to by a foreign key that is said to miss its key. */
export interface SaidMissing {
  readonly table: string;
  readonly parent: string;
}

/** What of the changes says that it will refer to what is no key, or not there: then its rows do. */
export const saidMissing = (changes: readonly ObjectChange[]): readonly SaidMissing[] =>
  changes.flatMap(({ after }) =>
    after?.kind === "foreignKey" && after.body.outside === "missing"
      ? [{ table: after.ref.parent?.name ?? "", parent: after.body.references.table.name }]
      : [],
  );
