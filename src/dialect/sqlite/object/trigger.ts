import { canonical } from "../../../model/expression.ts";
import type { SchemaObjectOf } from "../../../model/object.ts";
import { declared } from "../../../model/object.ts";
import { type ObjectRef, refKey, sameRef } from "../../../model/ref.ts";
import { parseTrigger } from "../parse/trigger.ts";
import { quoteIdentifier } from "../quote.ts";

export type Trigger = SchemaObjectOf<"trigger">;

/** `relation` finds the table or view that a name means. */
export function readTrigger(on: ObjectRef, name: string, sql: string, relation: (name: string) => ObjectRef | undefined): Trigger {
  const parsed = parseTrigger(sql);
  if ("message" in parsed) throw new TypeError(`SQLite keeps trigger ${name} as what is none: ${parsed.message}`);
  const used = parsed.relations.flatMap((read) => relation(read.name) ?? []).filter((ref) => !sameRef(ref, on));
  const uses = [...new Map(used.map((ref) => [refKey(ref), ref])).values()];
  return {
    kind: "trigger",
    ref: { kind: "trigger", parent: on, name },
    body: { constraint: false, event: parsed.event, action: canonical(parsed.rest), enabled: "origin" },
    origin: declared,
    ...(uses.length === 0 ? {} : { uses }),
  };
}

export const writeTrigger = ({ ref, body }: Trigger): string =>
  `CREATE TRIGGER ${quoteIdentifier(ref.name)} ${body.event} ON ${quoteIdentifier(ref.parent?.name ?? "")} ${body.action.text}`;

export const dropTrigger = ({ ref }: Trigger): string => `DROP TRIGGER ${quoteIdentifier(ref.name)}`;

/** What keeps a second column in step, or the old name of a table in use, stands for a change of our own. */
export const isOurOwn = (name: string, home: string): boolean =>
  /^zz_keelson_[0-9a-f]{12}_/.test(name) || ["insert", "update", "delete"].some((event) => name === `${home}_old_name_${event}`);
