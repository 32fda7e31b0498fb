import type { Enabled, EnabledIn } from "../../../model/routine-body.ts";
import type { SchemaObjectOf } from "../../../model/object.ts";
import type { ObjectRef } from "../../../model/ref.ts";
import { home, qualified, quoteIdentifier } from "../quote.ts";

export type Firing = SchemaObjectOf<"trigger"> | SchemaObjectOf<"rule"> | SchemaObjectOf<"eventTrigger">;
type FiringKind = Firing["kind"];

const words: Readonly<Record<FiringKind, string>> = { trigger: "TRIGGER", rule: "RULE", eventTrigger: "EVENT TRIGGER" };

/** `TRIGGER touch ON public.users`: what COMMENT and DROP call it. */
export const firingName = (kind: FiringKind, ref: ObjectRef): string =>
  `${words[kind]} ${quoteIdentifier(ref.name)}${ref.parent === undefined ? "" : ` ON ${home(ref)}`}`;

/** `or`: a namesake is replaced, which a constraint trigger and an event trigger cannot be. */
export function createFiring(object: Firing, or: "" | "OR REPLACE " = ""): string {
  const name = quoteIdentifier(object.ref.name);
  const { event, action } = object.body;
  switch (object.kind) {
    case "trigger":
      return `CREATE ${or}${object.body.constraint ? "CONSTRAINT " : ""}TRIGGER ${name} ${event} ON ${home(object.ref)} ${action.text}`;
    case "rule":
      return `CREATE ${or}RULE ${name} AS ON ${event} TO ${home(object.ref)} ${action.text}`;
    case "eventTrigger":
      return `CREATE EVENT TRIGGER ${name} ON ${event} ${action.text}`.trimEnd();
  }
}

export const dropFiring = ({ kind, ref }: Firing): string => `DROP ${firingName(kind, ref)}`;

export const renameFiring = ({ kind, ref }: Firing, to: string): string =>
  `ALTER ${firingName(kind, ref)} RENAME TO ${quoteIdentifier(to)}`;

const modes: Readonly<Record<Enabled, string>> = {
  origin: "ENABLE",
  replica: "ENABLE REPLICA",
  always: "ENABLE ALWAYS",
  disabled: "DISABLE",
};

/** There and not in partitions of it. */
export const enableIn = ({ name }: ObjectRef, { table, enabled }: EnabledIn): string =>
  `ALTER TABLE ONLY ${qualified(table)} ${modes[enabled]} TRIGGER ${quoteIdentifier(name)}`;

export const enableFiring = ({ kind, ref, body: { enabled } }: Firing): string =>
  kind === "eventTrigger"
    ? `ALTER EVENT TRIGGER ${quoteIdentifier(ref.name)} ${modes[enabled]}`
    : `ALTER TABLE ${home(ref)} ${modes[enabled]} ${words[kind]} ${quoteIdentifier(ref.name)}`;
