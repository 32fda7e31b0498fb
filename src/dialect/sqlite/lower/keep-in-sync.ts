import type { DataChange, DataStep } from "../../../change/change.ts";
import { feedsItself } from "../../../change/feeds-itself.ts";
import { digestText } from "../../../core/digest.ts";
import type { Instruction, Statement } from "../../../instruction/instruction.ts";
import type { Model } from "../../../model/model.ts";
import { describeRef } from "../../../model/ref.ts";
import type { LoweringContext } from "../../../port/lowering.ts";
import { enclose } from "../object/enclose.ts";
import { quoteIdentifier } from "../quote.ts";
import { instruction, statement } from "./draft.ts";
import { refuse } from "./refuse.ts";

type Backfill = Extract<DataStep, { readonly step: "backfill" }>;

/**
 * Triggers that do to rows which are written meanwhile what the backfill does to the others, until the walk ends. What somebody writes into
 * the columns themselves is left alone. `key`: what tells a row from all others.
 */
export function keepInSync(
  { id }: DataChange,
  data: Backfill,
  key: readonly string[],
  model: Model,
  { project, revision }: LoweringContext,
): Instruction {
  const { table, set, where } = data;
  const fed = feedsItself(set);
  if (fed !== undefined)
    refuse(
      `Backfill of ${describeRef(table)}: ${fed} is made of itself, so rows that are written meanwhile cannot be kept in step`,
      "Leave keepInSync out, or write into a new column",
      "keep-in-sync-feeds-itself",
    );
  const name = `keelson_sync_${digestText(`${project} ${revision} ${id}`)
    .replace(/^sha256:/, "")
    .slice(0, 12)}`;
  const target = quoteIdentifier(table.name);
  const row = key.map((column) => `${target}.${quoteIdentifier(column)} IS NEW.${quoteIdentifier(column)}`).join(" AND ");
  const old = model.children(table, "column").map(({ ref }) => `OLD.${quoteIdentifier(ref.name)} AS ${quoteIdentifier(ref.name)}`);
  const fill = `UPDATE ${target} SET ${Object.entries(set)
    .map(([column, sql]) => `${quoteIdentifier(column)} = ${enclose(sql)}`)
    .join(", ")} WHERE ${row}`;
  const matching = where === null ? "" : ` AND ${enclose(where)}`;
  const follow = Object.entries(set).map(([written, sql]) => {
    const column = quoteIdentifier(written);
    const before = `(SELECT ${enclose(sql)} FROM (SELECT ${old.join(", ")}) AS ${target})`;
    return `UPDATE ${target} SET ${column} = ${enclose(sql)} WHERE ${row} AND NEW.${column} IS OLD.${column} AND ${enclose(sql)} IS NOT ${before}`;
  });
  const trigger = (event: string, statements: readonly string[]): Statement =>
    statement(
      `CREATE TRIGGER ${quoteIdentifier(`${name}_${event.toLowerCase()}`)} AFTER ${event} ON ${target} BEGIN ${statements.join("; ")}; END`,
      table,
    );
  const drop = (event: string): Statement => statement(`DROP TRIGGER IF EXISTS ${quoteIdentifier(`${name}_${event}`)}`, table);
  const created = [
    trigger("INSERT", [`${fill}${matching}`]),
    trigger("UPDATE", [...(where === null ? [] : [`${fill}${matching}`]), ...follow]),
  ];
  return { ...instruction(created, { effects: [] }), leaves: [drop("insert"), drop("update")] };
}
