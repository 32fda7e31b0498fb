import { renameIdentifier } from "../identifier.ts";
import { sameRef } from "../ref.ts";
import { defineKind } from "./define-kind.ts";
import { replace } from "./parts.ts";

export const triggerKind = defineKind({
  kind: "trigger",
  title: "trigger",
  plural: "triggers",
  home: "parent",
  fields: { constraint: "exact", event: "exact", action: "expression", enabled: "exact" },
  mentions: () => [],
  rename: (body, { from, to }, { parent }) => {
    const isOwn = from.kind === "column" && from.parent !== undefined && parent !== undefined && sameRef(from.parent, parent);
    return isOwn ? replace(body, { event: renameIdentifier(body.event, from.name, to.name) }) : body;
  },
});
