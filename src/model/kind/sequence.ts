import { renameRef } from "../renaming.ts";
import { defineKind, required } from "./define-kind.ts";
import { replace } from "./parts.ts";

export const sequenceKind = defineKind({
  kind: "sequence",
  title: "sequence",
  plural: "sequences",
  home: "schema",
  fields: {
    type: "exact",
    unlogged: "exact",
    ownedBy: "exact",
    start: "sequenceOption",
    increment: "sequenceOption",
    min: "sequenceOption",
    max: "sequenceOption",
    cache: "sequenceOption",
    cycle: "sequenceOption",
  },
  mentions: ({ body }) => (body.ownedBy === null ? [] : [required(body.ownedBy)]),
  rename: (body, renaming) => replace(body, { ownedBy: body.ownedBy === null ? null : renameRef(body.ownedBy, renaming) }),
  stub: (body) => replace(body, { ownedBy: null }),
});
