import { defineKind, possible } from "./define-kind.ts";
import { replace } from "./parts.ts";

/** What belongs to an extension is never touched: it comes and goes with it. */
export const extensionKind = defineKind({
  kind: "extension",
  title: "extension",
  plural: "extensions",
  home: "database",
  fields: { schema: "whereSaid", version: "whereSaid" },
  mentions: ({ body }) => (body.schema === null ? [] : [possible({ kind: "schema", name: body.schema })]),
  rename: (body, { from, to }) => (from.kind === "schema" && body.schema === from.name ? replace(body, { schema: to.name }) : body),
});
