import { renameType, typeMentions } from "../type-name.ts";
import { defineKind } from "./define-kind.ts";
import { replace } from "./parts.ts";

export const domainKind = defineKind({
  kind: "domain",
  title: "domain",
  plural: "domains",
  home: "schema",
  fields: { type: "exact", nullable: "exact", default: "expression", collation: "exact", checks: "domainChecks" },
  mentions: ({ body }) => typeMentions(body.type),
  rename: (body, renaming) => replace(body, { type: renameType(body.type, renaming) }),
});
