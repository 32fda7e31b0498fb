import type { ObjectChange } from "../../../change/change.ts";
import type { Statement, StatementInstruction } from "../../../instruction/instruction.ts";
import type { Model } from "../../../model/model.ts";
import type { ObjectRef } from "../../../model/ref.ts";
import { dropTrigger, type Trigger, writeTrigger } from "../object/trigger.ts";
import { instruction, statement } from "./draft.ts";

/** Changes of one list: triggers that go or change go before everything else, and those that come or come back do so after it. */
export interface AroundTriggers {
  readonly going: readonly StatementInstruction[];
  readonly rest: readonly ObjectChange[];
  readonly coming: readonly StatementInstruction[];
}

/** SQLite alters no trigger: it is dropped and created. */
export function aroundTriggers(changes: readonly ObjectChange[]): AroundTriggers {
  const ofTriggers = changes.filter(({ before, after }) => (after ?? before)?.kind === "trigger");
  const going = ofTriggers.flatMap(({ before }) => (before?.kind === "trigger" ? [dropped(before)] : []));
  const coming = ofTriggers.flatMap(({ after }) => (after?.kind === "trigger" ? [created(after)] : []));
  return { going, rest: going.length + coming.length === 0 ? changes : changes.filter((change) => !ofTriggers.includes(change)), coming };
}

const dropped = (before: Trigger): StatementInstruction =>
  instruction([statement(dropTrigger(before), tableOf(before))], { effects: [{ kind: "object", before, after: null }] });

const created = (after: Trigger): StatementInstruction =>
  instruction([statement(writeTrigger(after), tableOf(after))], { effects: [{ kind: "object", before: null, after }] });

const tableOf = ({ ref: { parent } }: Trigger): ObjectRef | null => (parent?.kind === "table" ? parent : null);

/** Those that went with a view that is made anew. */
export const triggersAgain = (view: ObjectRef, model: Model): readonly Statement[] =>
  model.children(view, "trigger").map((trigger) => statement(writeTrigger(trigger as Trigger), null));
