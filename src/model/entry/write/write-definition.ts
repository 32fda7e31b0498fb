import type { EventTriggerEntry } from "../../kind/event-trigger.shape.ts";
import type { FunctionEntry } from "../../kind/function.shape.ts";
import type { RuleEntry } from "../../kind/rule.shape.ts";
import type { TriggerEntry } from "../../kind/trigger.shape.ts";
import type { SchemaObject, SchemaObjectOf } from "../../object.ts";
import type { ObjectRef, RoutineKind } from "../../ref.ts";
import { argumentList } from "../../ref.ts";
import { writeAccess } from "./write-access.ts";
import { writeAttributes } from "./write-attributes.ts";
import { writeName, type WriteSettings, writeTableName } from "./write-name.ts";

/** A routine with the statement that creates it, under its own name. */
export function writeRoutine(
  object: { readonly [K in RoutineKind]: SchemaObjectOf<K> }[RoutineKind],
  settings: WriteSettings,
): FunctionEntry {
  const { kind, ref, body } = object;
  return {
    ...writeSignature(ref, settings),
    ...writeAttributes(object),
    ...writeAccess(object),
    sql: `CREATE ${kind.toUpperCase()} ${sqlName(ref, settings)}${behind(body.definition.text)}`,
    ...(body.checkBody === false && { checkBody: false }),
  };
}

/** A routine's name with the types of its arguments, as the language has names. */
export function writeSignature(ref: ObjectRef, settings: WriteSettings): { readonly signature: string; readonly schema?: string } {
  const { name, ...schema } = writeName(ref, settings);
  return { signature: `${name}${argumentList(ref)}`, ...schema };
}

/** Arguments stand behind the name without a blank, as the server has them. */
const behind = (text: string): string => (text.startsWith("(") ? text : ` ${text}`);

/** The triggers and rules among the parts of a table or a view. */
export function writeFirings(parts: readonly SchemaObject[], settings: WriteSettings): { triggers?: TriggerEntry[]; rules?: RuleEntry[] } {
  const triggers = parts.flatMap((part) => (part.kind === "trigger" ? writeTrigger(part, settings) : []));
  const rules = parts.flatMap((part) => (part.kind === "rule" ? writeRule(part, settings) : []));
  return { ...(triggers.length === 0 ? {} : { triggers }), ...(rules.length === 0 ? {} : { rules }) };
}

export const writeTrigger = (object: SchemaObjectOf<"trigger">, settings: WriteSettings): TriggerEntry => ({
  ...writeFiring(
    object,
    `CREATE ${object.body.constraint ? "CONSTRAINT " : ""}TRIGGER ${quoted(object, settings)} ${object.body.event} ON ${sqlName(object.ref.parent as ObjectRef, settings)} ${object.body.action.text}`,
  ),
  ...(object.body.enabledIn !== undefined && {
    enabledIn: object.body.enabledIn.map(({ table, enabled }) => ({ ...writeTableName(table, settings), enabled })),
  }),
});

export const writeRule = (object: SchemaObjectOf<"rule">, settings: WriteSettings): TriggerEntry =>
  writeFiring(
    object,
    `CREATE RULE ${quoted(object, settings)} AS ON ${object.body.event} TO ${sqlName(object.ref.parent as ObjectRef, settings)} ${object.body.action.text}`,
  );

export const writeEventTrigger = (object: SchemaObjectOf<"eventTrigger">, settings: WriteSettings): EventTriggerEntry => ({
  ...writeFiring(object, `CREATE EVENT TRIGGER ${quoted(object, settings)} ON ${object.body.event} ${object.body.action.text}`),
  ...ownAccess(object),
});

/** Nothing can be granted on it. */
const ownAccess = (object: SchemaObjectOf<"eventTrigger">): Pick<EventTriggerEntry, "owner" | "securityLabels"> => {
  const { grants: _grants, ...access } = writeAccess(object);
  return access;
};

function writeFiring({ ref, body, comment }: SchemaObjectOf<"trigger" | "rule" | "eventTrigger">, sql: string): TriggerEntry {
  return {
    name: ref.name,
    ...writeAttributes({ comment }),
    sql: sql.trim(),
    ...(body.enabled === "origin" ? {} : { enabled: body.enabled }),
  };
}

const quoted = ({ ref }: { readonly ref: ObjectRef }, { grammar }: WriteSettings): string => grammar.quoteIdentifier(ref.name);

/** Bare in the default schema. */
function sqlName({ schema, name }: ObjectRef, { grammar, defaultSchema }: WriteSettings): string {
  const bare = grammar.quoteIdentifier(name);
  return schema === undefined || schema === defaultSchema ? bare : `${grammar.quoteIdentifier(schema)}.${bare}`;
}
