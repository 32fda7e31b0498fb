import { canonicalJson } from "../../core/canonical-json.ts";
import { usualGrants } from "../database-body.ts";
import { defineKind } from "./define-kind.ts";

export const defaultPrivilegesKind = defineKind({
  kind: "defaultPrivileges",
  title: "default privileges",
  plural: "defaultPrivileges",
  home: "database",
  fields: { role: "exact", on: "exact", given: "exact" },
  mentions: () => [],
  rename: (body) => body,
  isUsual: ({ ref, body }) => canonicalJson(body.given) === canonicalJson(usualGrants(body.on, ref.schema)),
});
