import { renameRefs } from "../renaming.ts";
import { defineKind, possible } from "./define-kind.ts";
import { replace } from "./parts.ts";

export const viewKind = defineKind({
  kind: "view",
  title: "view",
  plural: "views",
  home: "schema",
  fields: {
    query: "expression",
    columns: "whereSaid",
    materialized: "exact",
    withData: "notCompared",
    options: "exact",
    check: "exact",
    tablespace: "exact",
    accessMethod: "exact",
    columnSettings: "columnSettings",
    columnComments: "comments",
    reads: "notCompared",
    uses: "notCompared",
  },
  mentions: ({ body }) => (body.reads ?? []).map(possible),
  rename: (body, renaming) =>
    replace(body, {
      ...(body.reads !== null && { reads: renameRefs(body.reads, renaming) }),
      ...(body.uses !== undefined && { uses: renameRefs(body.uses, renaming) }),
    }),
});
