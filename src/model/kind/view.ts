import type { ObjectRef } from "../ref.ts";
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
    uses: "notCompared",
  },
  mentions: ({ body }) => (body.reads ?? []).map(possible),
  rename: (body, renaming) => {
    const renamed = (refs: readonly ObjectRef[]) => {
      const result = refs.map((ref) => renameRef(ref, renaming));
      return result.some((ref, index) => ref !== refs[index]) ? result : refs;
    };
    return replace(body, {
      ...(body.reads !== null && { reads: renamed(body.reads) }),
      ...(body.uses !== undefined && { uses: renamed(body.uses) }),
    });
  },
});
