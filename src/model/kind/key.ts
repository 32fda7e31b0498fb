import type { PrimaryKeyBody, UniqueBody } from "../constraint-body.ts";
import type { FieldRule } from "../field-rule.ts";
import type { ObjectRef } from "../ref.ts";
import { type Renaming, renameColumns } from "../renaming.ts";
import { ownColumns, replace } from "./parts.ts";

/** What a primary key and a unique constraint are compared by alike. */
export const keyFields: { readonly [F in keyof PrimaryKeyBody]-?: FieldRule } = {
  columns: "exact",
  include: "exact",
  deferrable: "exact",
  initiallyDeferred: "exact",
  options: "exact",
  withoutOverlaps: "exact",
  tablespace: "exact",
  cluster: "exact",
  replicaIdentity: "exact",
  incomplete: "exact",
  onConflict: "exact",
  descending: "set",
  collations: "exact",
};

export const keyMentions = (ref: ObjectRef, { columns, include }: PrimaryKeyBody) => ownColumns(ref, [...columns, ...include]);

/** The same key after columns of its table were renamed; the same value where that changes nothing. */
export function renameKey<Body extends PrimaryKeyBody | UniqueBody>(body: Body, renaming: Renaming, self: ObjectRef): Body {
  const { descending, collations } = body;
  const renamed = (columns: readonly string[]) => renameColumns(columns, self.parent, renaming);
  return replace<PrimaryKeyBody>(body, {
    columns: renamed(body.columns),
    include: renamed(body.include),
    ...(descending && { descending: renamed(descending) }),
    ...(collations && { collations: renamedKeys(collations, renamed) }),
  }) as Body;
}

function renamedKeys(
  of: Readonly<Record<string, string>>,
  renamed: (columns: readonly string[]) => readonly string[],
): Readonly<Record<string, string>> {
  const names = Object.keys(of);
  const now = renamed(names);
  return now === names ? of : Object.fromEntries(Object.values(of).map((value, at) => [now[at] ?? "", value]));
}
