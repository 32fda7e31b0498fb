import { renameRef } from "../renaming.ts";
import { defineKind, possible } from "./define-kind.ts";
import { replace } from "./parts.ts";

export const foreignDataWrapperKind = defineKind({
  kind: "foreignDataWrapper",
  title: "foreign-data wrapper",
  plural: "foreignDataWrappers",
  home: "database",
  fields: { handler: "exact", validator: "exact", options: "exact" },
  mentions: ({ body: { handler, validator } }) => [handler, validator].flatMap((routine) => (routine === null ? [] : [possible(routine)])),
  rename: (body, renaming) =>
    replace(body, {
      handler: body.handler === null ? null : renameRef(body.handler, renaming),
      validator: body.validator === null ? null : renameRef(body.validator, renaming),
    }),
});
