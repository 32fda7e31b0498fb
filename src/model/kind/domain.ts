import { renameType, typeMentions } from "../type-name.ts";
import { defineKind } from "./define-kind.ts";
import { givenMentions, renameGiven } from "./given-name.ts";
import { replace } from "./parts.ts";

export const domainKind = defineKind({
  kind: "domain",
  title: "domain",
  plural: "domains",
  home: "schema",
  fields: { type: "exact", nullable: "exact", notNull: "notNull", default: "expression", collation: "exact", checks: "domainChecks" },
  tied: { nullable: ["notNull"] },
  mentions: ({ body }) => [...typeMentions(body.type), ...givenMentions("collation", body.collation)],
  rename: (body, renaming) =>
    replace(body, { type: renameType(body.type, renaming), collation: renameGiven("collation", body.collation, renaming) }),
});
