import { defineKind, possible } from "./define-kind.ts";
import { replace } from "./parts.ts";

export const foreignServerKind = defineKind({
  kind: "foreignServer",
  title: "foreign server",
  plural: "foreignServers",
  home: "database",
  fields: { wrapper: "exact", type: "exact", version: "exact", options: "exact", userMappings: "userMappings" },
  // Most wrappers belong to an extension.
  mentions: ({ body }) => [possible({ kind: "foreignDataWrapper", name: body.wrapper })],
  rename: (body, { from, to }) =>
    from.kind === "foreignDataWrapper" && from.name === body.wrapper ? replace(body, { wrapper: to.name }) : body,
});
