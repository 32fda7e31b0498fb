import { renameIdentifier } from "../identifier.ts";
import { sameRef } from "../ref.ts";
import { renameRef } from "../renaming.ts";
import { byTable } from "../routine-body.ts";
import { defineKind, required } from "./define-kind.ts";
import { replace } from "./parts.ts";

export const triggerKind = defineKind({
  kind: "trigger",
  title: "trigger",
  plural: "triggers",
  home: "parent",
  fields: { constraint: "exact", event: "exact", action: "expression", enabled: "exact", enabledIn: "exact" },
  mentions: ({ body }) => (body.enabledIn ?? []).map(({ table }) => required(table)),
  rename: (body, renaming, { parent }) => {
    const { from, to } = renaming;
    const isOwn = from.kind === "column" && from.parent !== undefined && parent !== undefined && sameRef(from.parent, parent);
    const enabledIn = body.enabledIn?.map((each) => {
      const table = renameRef(each.table, renaming);
      return table === each.table ? each : { ...each, table };
    });
    return replace(body, {
      ...(isOwn && { event: renameIdentifier(body.event, from.name, to.name) }),
      ...(enabledIn?.some((each, at) => each !== body.enabledIn?.[at]) && { enabledIn: byTable(enabledIn) }),
    });
  },
});
