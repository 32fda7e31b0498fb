import type { DataChange, DataStep, Row } from "../../../change/change.ts";
import type { Statement, StatementInstruction } from "../../../instruction/instruction.ts";
import type { Model } from "../../../model/model.ts";
import type { ObjectRef } from "../../../model/ref.ts";
import { describeRef } from "../../../model/ref.ts";
import type { LoweringContext } from "../../../port/lowering.ts";
import { quoteIdentifier, quoteLiteral, quoteNames } from "../quote.ts";
import { instruction, statement } from "./draft.ts";
import { refuse } from "./refuse.ts";
import { rowKey } from "./row-key.ts";
import { writeValue } from "./row-value.ts";

export type InsertingStep = Extract<DataStep, { readonly step: "insertRows" | "upsertRows" }>;

/** Rows a statement carries at most; more statements cost little, a huge one costs memory. */
const rowsPerStatement = 500;

/** Statements of few rows each, between what writes down the keys of those that are new and what ends that; neither on the way down. */
export interface Inserts {
  readonly units: readonly { readonly statement: Statement; readonly rows: number }[];
  readonly before: readonly Statement[];
  readonly after: readonly Statement[];
}

/**
 * INSERT of the rows, so many by one statement at most, between the making and dropping of a temporary trigger that journals the key of each row that is really new:
 * not one that was there, and not one that an upsert changed.
 */
export function inserts(change: DataChange, step: InsertingStep, most: number, model: Model, context: LoweringContext): Inserts {
  const units = [...chunks(step.rows.read(), Math.min(most, rowsPerStatement))].map((rows) => ({
    statement: statement(insertOf(step, rows, model), step.table, "exact"),
    rows: rows.length,
  }));
  if (context.revision === null || context.direction === "down") return { units, before: [], after: [] };
  const capture = captureOf(change, step.table, model, context.project, context.revision);
  return {
    units,
    before: [forJournal(statement(capture, step.table))],
    after: [forJournal(statement("DROP TRIGGER temp.keelson_capture", step.table))],
  };
}

export function insertRows(change: DataChange, step: InsertingStep, model: Model, context: LoweringContext): StatementInstruction {
  const { units, before, after } = inserts(change, step, rowsPerStatement, model, context);
  return instruction([...before, ...units.map((unit) => unit.statement), ...after], { effects: [change] });
}

const forJournal = (made: Statement): Statement => ({ ...made, inScript: null });

/** Runs of rows that give the same columns. */
function* chunks(rows: Iterable<Row>, most: number): Generator<readonly Row[]> {
  let chunk: Row[] = [];
  for (const row of rows) {
    const [first] = chunk;
    if (first !== undefined && (chunk.length === most || Object.keys(first).join("\u0000") !== Object.keys(row).join("\u0000"))) {
      yield chunk;
      chunk = [];
    }
    chunk.push(row);
  }
  if (chunk.length > 0) yield chunk;
}

function insertOf(step: InsertingStep, rows: readonly Row[], model: Model): string {
  const columns = Object.keys(rows[0] ?? {});
  const into = `INSERT INTO ${quoteIdentifier(step.table.name)}`;
  if (columns.length === 0)
    return refuse(`A row for ${describeRef(step.table)} gives no value`, "Give at least one column of every row", "row-empty");
  const types = columns.map((column) => typeOf(step.table, column, model));
  const values = rows.map(
    (row) => `(${columns.map((column, index) => writeValue(row[column] ?? null, types[index] as string)).join(", ")})`,
  );
  return `${into} (${quoteNames(columns)}) VALUES\n  ${values.join(",\n  ")}${conflictOf(step, columns)}`;
}

function typeOf(table: ObjectRef, name: string, model: Model): string {
  const column = model.children(table, "column").find(({ ref }) => ref.name === name);
  return column?.kind === "column" ? column.body.type : "";
}

function conflictOf(step: InsertingStep, columns: readonly string[]): string {
  if (step.step === "insertRows") return step.onConflict === "nothing" ? "\n  ON CONFLICT DO NOTHING" : "";
  const others = columns.filter((column) => !step.key.includes(column));
  const set = others.map((column) => `${quoteIdentifier(column)} = excluded.${quoteIdentifier(column)}`);
  return `\n  ON CONFLICT (${quoteNames(step.key)}) DO ${set.length === 0 ? "NOTHING" : `UPDATE SET ${set.join(", ")}`}`;
}

function captureOf(change: DataChange, table: ObjectRef, model: Model, project: string, revision: string): string {
  const values = [...[project, revision, change.id].map(quoteLiteral), rowKey(table, model, "NEW")].join(", ");
  return `CREATE TEMP TRIGGER keelson_capture AFTER INSERT ON main.${quoteIdentifier(table.name)} BEGIN INSERT OR IGNORE INTO keelson_inserted (project, revision, step, key) VALUES (${values}); END`;
}
