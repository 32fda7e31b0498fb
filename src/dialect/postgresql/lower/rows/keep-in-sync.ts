import type { DataChange, DataStep } from "../../../../change/change.ts";
import { feedsItself } from "../../../../change/feeds-itself.ts";
import { digestText } from "../../../../core/digest.ts";
import type { Instruction } from "../../../../instruction/instruction.ts";
import { describeRef, withSchema } from "../../../../model/ref.ts";
import { qualified, quoteIdentifier, quoteLiteral } from "../../quote.ts";
import { overRow } from "./over-row.ts";
import { refuse } from "../statement/refuse.ts";
import type { Situation } from "../statement/situation.ts";
import { inTransaction, lock, statement } from "../statement/statements.ts";

type Backfill = Extract<DataStep, { readonly step: "backfill" }>;

/**
 * A trigger that does to rows which are written meanwhile what the backfill does to the others, until the walk ends. What somebody writes into
 * the columns themselves is left alone.
 */
export function keepInSync({ id }: DataChange, data: Backfill, { context }: Situation): Instruction {
  const { table } = data;
  const fed = feedsItself(data.set);
  if (fed !== undefined)
    refuse(
      "keep-in-sync-feeds-itself",
      `backfill of ${describeRef(table)}: ${fed} is made of itself, so rows that are written meanwhile cannot be kept in step`,
      "Leave keepInSync out, or write into a new column",
    );
  const name = `keelson_sync_${digestText(`${context.project} ${context.revision} ${id}`)
    .replace(/^sha256:/, "")
    .slice(0, 12)}`;
  const call = `${qualified(withSchema("sequence", table.schema ?? "public", name))}()`;
  const trigger = quoteIdentifier(name);
  const path = [...context.searchPath.map(quoteIdentifier), "pg_temp"].join(", ");
  // As its owner: who may write to the table need not have the right to read what the expressions read.
  const create = `CREATE OR REPLACE FUNCTION ${call} RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = ${path} AS ${quoteLiteral(body(data))}`;
  const locks = [lock(table, "shareRowExclusive")];
  const dropTrigger = statement(`DROP TRIGGER IF EXISTS ${trigger} ON ${qualified(table)}`, { locks: [lock(table, "accessExclusive")] });
  const dropFunction = statement(`DROP FUNCTION IF EXISTS ${call}`, { locks: dropTrigger.locks });
  const attach = statement(
    `CREATE TRIGGER ${trigger} BEFORE INSERT OR UPDATE ON ${qualified(table)} FOR EACH ROW EXECUTE FUNCTION ${call}`,
    { locks },
  );
  return { ...inTransaction([statement(create), attach], []), leaves: [dropTrigger, dropFunction] };
}

function body({ table, set, where }: Backfill): string {
  const columns = Object.entries(set);
  const of = (row: "NEW" | "OLD", sql: string) => overRow(row, sql, table.name);
  const matches = where === null ? "TG_OP = 'INSERT'" : of("NEW", where);
  const fill = columns.map(([name, sql]) => `NEW.${quoteIdentifier(name)} := ${of("NEW", sql)};`).join(" ");
  const follow = columns.map(([name, sql]) => {
    const column = quoteIdentifier(name);
    // As text: not every type can be compared.
    return (
      `IF NEW.${column}::text IS NOT DISTINCT FROM OLD.${column}::text AND ${of("NEW", sql)}::text IS DISTINCT FROM ${of("OLD", sql)}::text ` +
      `THEN NEW.${column} := ${of("NEW", sql)}; END IF;`
    );
  });
  return `#variable_conflict use_column\nBEGIN IF ${matches} THEN ${fill} ELSIF TG_OP = 'UPDATE' THEN ${follow.join(" ")} END IF; RETURN NEW; END`;
}
