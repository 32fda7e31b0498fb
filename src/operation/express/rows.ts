import type { DataChange, Row } from "../../change/change.ts";
import type { DeclaredRows } from "../../change/declared-rows.ts";
import { type WriteSettings, writeTableName } from "../../model/entry/write/write-name.ts";
import type { Row as RowEntry } from "../../model/kind/row.shape.ts";
import type { Step } from "./step.ts";

/** What keeps declared rows in step, as a person would write it. */
export function expressRows({ data }: DataChange, settings: WriteSettings): Step {
  switch (data.step) {
    case "insertRows":
      return { insertRows: { ...writeTableName(data.table, settings), rows: [...data.rows.read()].map(written) } };
    case "upsertRows":
      return { upsertRows: { ...writeTableName(data.table, settings), key: [...data.key], rows: [...data.rows.read()].map(written) } };
    case "deleteRows":
      return { deleteRows: { ...writeTableName(data.table, settings), ...(data.where !== null && { where: data.where }) } };
    default:
      throw new TypeError(`rows are not kept in step by ${data.step}`);
  }
}

const written = (row: Row): RowEntry =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value ?? { sql: "NULL" }])) as RowEntry;

/** The steps for rows behind those for objects, but before a foreign key that refers to them. */
export function amongSteps(
  steps: readonly Step[],
  rows: readonly Step[],
  declared: readonly DeclaredRows[],
  settings: WriteSettings,
): readonly Step[] {
  const names = new Set(declared.map(({ table }) => JSON.stringify(writeTableName(table, settings))));
  const at = steps.findIndex(({ addConstraint }) => {
    const references = addConstraint?.foreignKey?.references;
    return (
      references !== undefined &&
      names.has(JSON.stringify({ table: references.table, ...(references.schema !== undefined && { schema: references.schema }) }))
    );
  });
  return at === -1 ? [...steps, ...rows] : [...steps.slice(0, at), ...rows, ...steps.slice(at)];
}
