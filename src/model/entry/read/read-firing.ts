import type { Definition } from "../../../grammar/definition.ts";
import { written } from "../../expression.ts";
import type { EventTriggerEntry } from "../../kind/event-trigger.shape.ts";
import type { RuleEntry } from "../../kind/rule.shape.ts";
import type { TriggerEntry } from "../../kind/trigger.shape.ts";
import type { SchemaObject, SchemaObjectOf } from "../../object.ts";
import { declared } from "../../object.ts";
import { describeRef, type ObjectRef, sameRef } from "../../ref.ts";
import { byTable, type EnabledIn } from "../../routine-body.ts";
import { attributesOf } from "../attributes.ts";
import type { EntryContext, EntryPath } from "../entry-context.ts";
import { kept } from "../kept.ts";
import { overlay } from "../overlay.ts";
import { accessOf } from "./read-access.ts";
import { definitionOf, usesOf } from "./read-definition.ts";
import { checkLength, resolveRef } from "../resolve-name.ts";

type Kind = "trigger" | "rule" | "eventTrigger";

interface Fired {
  readonly triggers?: readonly TriggerEntry[];
  readonly rules?: readonly RuleEntry[];
}

/** Triggers and rules of a table or a view. */
export const readFirings = ({ triggers, rules }: Fired, on: ObjectRef, context: EntryContext, path: EntryPath): readonly SchemaObject[] => [
  ...kept(triggers, context, [...path, "triggers"]).map(({ entry, path: at }) => readTrigger(entry, on, context, at)),
  ...kept(rules, context, [...path, "rules"]).map(({ entry, path: at }) => readRule(entry, on, context, at)),
];

export const readTrigger = (entry: TriggerEntry, on: ObjectRef, context: EntryContext, path: EntryPath): SchemaObjectOf<"trigger"> => {
  const { definition, ...rest } = read("trigger", entry, on, context, path);
  const { enabledIn = [] } = overlay(entry, context.grammar.dialect);
  const said = enabledIn.map(
    ({ table, schema, enabled }, at): EnabledIn => ({
      table: resolveRef("table", table, schema, context, [...path, "enabledIn", at, "table"]),
      enabled,
    }),
  );
  for (const [at, { table }] of said.entries())
    if (said.slice(0, at).some((other) => sameRef(other.table, table)))
      context.report({
        code: "declared-twice",
        message: `trigger ${entry.name}: it is said twice in which sessions it fires in ${describeRef(table)}`,
        remedy: "Keep one of them",
        path: [...path, "enabledIn", at],
      });
  const apart = said.filter(({ enabled }) => enabled !== rest.body.enabled);
  return {
    ...rest,
    body: { ...rest.body, constraint: definition?.constraint ?? false, ...(apart.length > 0 && { enabledIn: byTable(apart) }) },
  };
};

export const readRule = (entry: RuleEntry, on: ObjectRef, context: EntryContext, path: EntryPath): SchemaObjectOf<"rule"> => {
  const { definition: _definition, ...rule } = read("rule", entry, on, context, path);
  return rule;
};

export function readEventTrigger(entry: EventTriggerEntry, context: EntryContext, path: EntryPath): SchemaObjectOf<"eventTrigger"> {
  const own = overlay(entry, context.grammar.dialect);
  const { definition: _definition, ...trigger } = read("eventTrigger", entry, undefined, context, path);
  return { ...trigger, ...accessOf(own, "eventTrigger", context, path) };
}

function read<K extends Kind>(kind: K, entry: TriggerEntry, on: ObjectRef | undefined, context: EntryContext, path: EntryPath) {
  const own = overlay(entry, context.grammar.dialect);
  checkLength(own.name, context, [...path, "name"]);
  const ref = { kind, ...(on === undefined ? {} : { parent: on }), name: own.name };
  const definition = definitionOf(kind, own.sql, context, path);
  if (definition !== undefined) reportContradiction(ref, definition, context, path);
  const uses = definition === undefined ? [] : usesOf(definition, ref, context);
  return {
    kind,
    ref,
    origin: declared,
    ...attributesOf(own, context, path),
    ...(uses.length === 0 ? {} : { uses }),
    body: { event: definition?.event ?? "", action: written(definition?.rest ?? ""), enabled: own.enabled ?? "origin" },
    definition,
  } as const;
}

function reportContradiction({ parent, name }: ObjectRef, { name: named, on }: Definition, context: EntryContext, path: EntryPath): void {
  const elsewhere = parent !== undefined && on !== null && (on.name !== parent.name || (on.schema ?? parent.schema) !== parent.schema);
  if (named.name === name && !elsewhere) return;
  context.report({
    code: "contradicting-fields",
    message: elsewhere
      ? `"${name}" stands below ${describeRef(parent)}, and the SQL names ${on.name}`
      : `the name is "${name}", and the SQL creates "${named.name}"`,
    remedy: "Let both say the same",
    path: [...path, "name"],
  });
}
