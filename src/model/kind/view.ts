import { renameRef } from "../renaming.ts";
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
    reads: "notCompared",
  },
  mentions: ({ body }) => (body.reads ?? []).map(possible),
  rename: (body, renaming) => {
    if (body.reads === null) return body;
    const reads = body.reads.map((ref) => renameRef(ref, renaming));
    return reads.some((ref, index) => ref !== body.reads?.[index]) ? replace(body, { reads }) : body;
  },
});
