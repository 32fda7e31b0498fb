import { renameColumns } from "../renaming.ts";
import { defineKind } from "./define-kind.ts";
import { keyColumns, keyMentions, ownColumns, renameKeys, replace } from "./parts.ts";

export const indexKind = defineKind({
  kind: "index",
  title: "index",
  plural: "indexes",
  home: "parent",
  fields: {
    unique: "exact",
    method: "exact",
    keys: "keys",
    include: "exact",
    where: "expression",
    nullsNotDistinct: "exact",
    options: "exact",
    tablespace: "exact",
    cluster: "exact",
    replicaIdentity: "exact",
    valid: "exact",
  },
  // Of a materialised view the columns are not objects of the model: they are taken as the view's.
  mentions: ({ ref, body }) => [
    ...keyMentions(body.keys, body.method),
    ...(ref.parent?.kind === "table" ? ownColumns(ref, [...keyColumns(body.keys), ...body.include]) : []),
  ],
  rename: (body, renaming, self) =>
    replace(body, {
      keys: renameKeys(body.keys, self, renaming, body.method),
      include: renameColumns(body.include, self.parent, renaming),
    }),
});
