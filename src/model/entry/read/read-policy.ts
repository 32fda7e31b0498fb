import { written } from "../../expression.ts";
import type { PolicyEntry } from "../../kind/policy.shape.ts";
import type { SchemaObjectOf } from "../../object.ts";
import { declared } from "../../object.ts";
import type { ObjectRef } from "../../ref.ts";
import { attributesOf } from "../attributes.ts";
import type { EntryContext, EntryPath } from "../entry-context.ts";
import { overlay } from "../overlay.ts";
import { checkLength } from "../resolve-name.ts";

export function readPolicy(entry: PolicyEntry, table: ObjectRef, context: EntryContext, path: EntryPath): SchemaObjectOf<"policy"> {
  const own = overlay(entry, context.grammar.dialect);
  checkLength(own.name, context, [...path, "name"]);
  reportContradiction(own, context, path);
  return {
    kind: "policy",
    ref: { kind: "policy", parent: table, name: own.name },
    origin: declared,
    ...attributesOf(own, context, path),
    body: {
      command: own.command ?? "all",
      roles: own.roles === undefined || own.roles.length === 0 ? ["public"] : [...new Set(own.roles)].sort(),
      permissive: own.permissive ?? true,
      using: own.using === undefined ? null : written(own.using),
      check: own.check === undefined ? null : written(own.check),
    },
  };
}

/** Rows that come in are seen by nobody before, those that are only read or go are never written. */
function reportContradiction({ command = "all", using, check, name }: PolicyEntry, { report }: EntryContext, path: EntryPath): void {
  const field =
    command === "insert" && using !== undefined
      ? "using"
      : (command === "select" || command === "delete") && check !== undefined
        ? "check"
        : undefined;
  if (field !== undefined)
    report({
      code: "contradicting-fields",
      message: `policy "${name}" is for ${command}, of which \`${field}\` says nothing`,
      remedy: field === "using" ? "Say `check`: which rows may come in" : "Say `using`: which rows are seen",
      path: [...path, field],
    });
}
