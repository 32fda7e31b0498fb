import type { TableBody } from "../../table-body.ts";
import type { PolicyEntry } from "../../kind/policy.shape.ts";
import type { TableEntry } from "../../kind/table.shape.ts";
import type { SchemaObjectOf } from "../../object.ts";
import type { ObjectRef } from "../../ref.ts";
import type { EntryContext, EntryPath } from "../entry-context.ts";
import { readPolicy } from "./read-policy.ts";

/** A policy, where the dialect has such. */
export function readPolicies(
  entry: PolicyEntry,
  table: ObjectRef,
  context: EntryContext,
  path: EntryPath,
): readonly SchemaObjectOf<"policy">[] {
  if (context.kinds.includes("policy")) return [readPolicy(entry, table, context, path)];
  context.report(unknown("policies", "when: { not: { dialect: sqlite } }", context, path));
  return [];
}

/** Whether policies apply, where it is said. */
export function readRowSecurity({ rowSecurity }: TableEntry, context: EntryContext, path: EntryPath): Pick<TableBody, "rowSecurity"> {
  if (rowSecurity === undefined) return {};
  if (context.kinds.includes("policy")) return { rowSecurity };
  if (rowSecurity !== "disabled")
    context.report(unknown("row security", "dialects: { sqlite: { rowSecurity: none } }", context, [...path, "rowSecurity"]));
  return {};
}

const unknown = (what: string, exception: string, { grammar: { dialect } }: EntryContext, path: EntryPath) => ({
  code: "kind-unknown-to-dialect",
  message: `${dialect} has no ${what}`,
  remedy: `Leave it out there: ${exception}`,
  path,
});
