import type { Change, DataChange, ObjectChange } from "../../../change/change.ts";
import { conversions, isSecondColumn, type SecondColumn, secondColumnGone, secondColumnHelper } from "../../../change/second-column.ts";
import type { Instruction, Statement } from "../../../instruction/instruction.ts";
import { known, type Model } from "../../../model/model.ts";
import { describeRef, type ObjectRef } from "../../../model/ref.ts";
import type { LoweringContext } from "../../../port/lowering.ts";
import { enclose } from "../object/enclose.ts";
import { quoteIdentifier } from "../quote.ts";
import { instruction, statement } from "./draft.ts";
import { refuse } from "./refuse.ts";
import { keyWithoutRowid, rowColumns } from "./row-columns.ts";

/** SQL of each of the two columns by the other. A value takes the new type by itself. `model`: with both columns. */
export function conversionsOf(change: ObjectChange, second: SecondColumn, model: Model): { readonly up: string; readonly down: string } {
  const first = known(model.get({ ...second.origin.ref, kind: "column" }));
  if (first === undefined)
    return refuse(
      `${describeRef(second.origin.ref)}, beside which ${second.ref.name} is to stand, is not known here`,
      "Plan again",
      "unknown-column",
    );
  return conversions(change, first, second, quoteIdentifier);
}

/** The triggers of the second columns that the changes add. `model`: after the changes. */
export const createTriggers = (changes: readonly ObjectChange[], model: Model): readonly Statement[] =>
  changes.flatMap((change) => (change.before === null && isSecondColumn(change.after) ? inStep(change, change.after, model) : []));

/** Takes away the triggers of the second columns that the changes drop: SQLite drops no column that a trigger mentions. */
export const dropTriggers = (changes: readonly ObjectChange[]): readonly Statement[] =>
  triggersGone(changes).map((name) => statement(`DROP TRIGGER IF EXISTS ${quoteIdentifier(name)}`, null));

/** Their names: a rebuild puts every trigger back but these. */
export const triggersGone = (changes: readonly Change[]): readonly string[] =>
  changes.flatMap((change) => {
    const second = secondColumnGone(change);
    return second === null ? [] : events.map((event) => triggerName(second, event));
  });

const events = ["insert", "update"] as const;
const triggerName = ({ ref }: SecondColumn, event: (typeof events)[number]): string => `${secondColumnHelper(ref)}_${event}`;

/** Where either is made of the other already nothing is done: so no trigger answers another. */
function inStep(change: ObjectChange, second: SecondColumn, model: Model): readonly Statement[] {
  const table = second.ref.parent as ObjectRef;
  const { up, down } = conversionsOf(change, second, model);
  const [target, old, now] = [table, second.origin.ref, second.ref].map(({ name }) => quoteIdentifier(name));
  const row = rowColumns(table, model)
    .map((column) => `${target}.${quoteIdentifier(column)} IS NEW.${quoteIdentifier(column)}`)
    .join(" AND ");
  const apart = `${row} AND ${now} IS NOT ${enclose(up)} AND ${old} IS NOT ${enclose(down)}`;
  const forth = (when: string) => `UPDATE ${target} SET ${now} = ${enclose(up)} WHERE ${apart} AND ${when}`;
  const back = (when: string) => `UPDATE ${target} SET ${old} = ${enclose(down)} WHERE ${apart} AND ${when}`;
  const missing = `NOT NULL constraint failed: ${table.name}.${second.origin.ref.name}`;
  const required =
    second.origin.required === true
      ? [`SELECT RAISE(ABORT, '${missing.replaceAll("'", "''")}') FROM ${target} WHERE ${row} AND ${old} IS NULL`]
      : [];
  const trigger = (event: (typeof events)[number], statements: readonly string[]): Statement =>
    statement(
      `CREATE TRIGGER ${quoteIdentifier(triggerName(second, event))} AFTER ${event.toUpperCase()} ON ${target} BEGIN ${[...statements, ...required].join("; ")}; END`,
      table,
    );
  return [
    trigger("insert", [back(`NEW.${now} IS NOT NULL`), forth(`NEW.${now} IS NULL`)]),
    trigger("update", [back(`NEW.${now} IS NOT OLD.${now}`), forth(`NEW.${now} IS OLD.${now} AND NEW.${old} IS NOT OLD.${old}`)]),
  ];
}

/** Fills a second column that was added in place, in committed batches; a rebuild has filled it already. */
export function fillSecondColumn(change: ObjectChange, second: SecondColumn, model: Model, { atomic }: LoweringContext): Instruction {
  const table = second.ref.parent as ObjectRef;
  const { up } = conversionsOf(change, second, model);
  const set = { [second.ref.name]: up };
  const where = `${quoteIdentifier(second.ref.name)} IS NULL AND ${enclose(up)} IS NOT NULL`;
  const id = `second:${second.ref.name}`;
  const data: DataChange = {
    kind: "data",
    id,
    data: { step: "backfill", table, set, where, key: null, batch: {}, throttle: {}, keepInSync: "no" },
  };
  const whole = statement(
    `UPDATE ${quoteIdentifier(table.name)} SET ${quoteIdentifier(second.ref.name)} = ${enclose(up)} WHERE ${where}`,
    table,
    "none",
  );
  if (atomic === "yes") return { ...instruction([whole], { effects: [data] }), carries: [change] };
  return {
    kind: "batch",
    id,
    table,
    work: { kind: "update", set },
    where,
    key: keyWithoutRowid(table, model)?.map((name) => ({ name, type: "" })) ?? null,
    batch: {},
    throttle: {},
    statement: whole,
    effects: [data],
    phase: "expand",
    barrier: "both",
    carries: [change],
  };
}
