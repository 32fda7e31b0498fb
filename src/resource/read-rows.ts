import type { Row } from "../change/change.ts";
import type { DeclaredRows } from "../change/declared-rows.ts";
import { didYouMean } from "../core/did-you-mean.ts";
import type { EntryContext, EntryPath } from "../model/entry/entry-context.ts";
import { overlay } from "../model/entry/overlay.ts";
import { resolveRef } from "../model/entry/resolve-name.ts";
import type { Row as RowEntry, RowsEntry } from "../model/kind/row.shape.ts";
import { known } from "../model/model.ts";
import { childRef, describeRef } from "../model/ref.ts";
import { isKey } from "../model/referred-key.ts";
import type { SchemaModel } from "../model/schema-model.ts";

/** Reads an entry of `rows` against what the documents declare; undefined where it has a fault, which is reported. */
export function readRows(
  entry: RowsEntry,
  model: SchemaModel,
  context: EntryContext,
  path: EntryPath,
): Omit<DeclaredRows, "place"> | undefined {
  const own = overlay(entry, context.grammar.dialect);
  let faults = 0;
  const report = (code: string, message: string, remedy: string, below: EntryPath): void => {
    faults++;
    context.report({ code, message, remedy, path: [...path, ...below] });
  };
  const table = resolveRef("table", own.table, own.schema, context, [...path, "table"]);
  if (known(model.get(table)) === undefined) {
    report(
      "unknown-reference",
      `rows of table ${describeRef(table)} are declared, and the table is not`,
      `Declare table ${describeRef(table)}, or correct the name`,
      ["table"],
    );
    return undefined;
  }
  const columns = model.children(table, "column").map(({ ref }) => ref.name);
  const require = (name: string, below: EntryPath): void => {
    const column = known(model.get({ ...childRef("column", table, name), kind: "column" }));
    if (column === undefined) {
      const meant = didYouMean(name, columns);
      report(
        "unknown-column",
        `${describeRef(table)} has no column ${name}`,
        meant === undefined ? `Name one of ${columns.join(", ")}` : `Did you mean ${meant}?`,
        below,
      );
    } else if (column.body.generated !== null)
      report("generated-column", `column ${name} of ${describeRef(table)} is generated`, "Leave it out of the rows", below);
  };
  own.key.forEach((name, at) => require(name, ["key", at]));
  if (faults === 0 && !isKey(table, own.key, model))
    report(
      "not-a-key",
      `(${own.key.join(", ")}) is neither the primary key of ${describeRef(table)} nor unique`,
      "Name the columns of a key of the table, or declare these unique",
      ["key"],
    );
  const types = new Map(
    model.children(table, "column").flatMap((column) => (column.kind === "column" ? [[column.ref.name, column.body.type]] : [])),
  );
  const seen = new Map<string, number>();
  for (const [at, row] of own.values.entries()) {
    for (const name of Object.keys(row)) if (!own.key.includes(name)) require(name, ["values", at, name]);
    for (const [name, value] of Object.entries(row)) {
      const [type, text] = [types.get(name), textOf(value)];
      if (type === undefined || text === undefined) continue;
      const isNumber = typeof value === "number" && context.grammar.refusesNumber?.(type) === true;
      if (isNumber || context.grammar.refusesText?.(type, text) === true)
        report(
          "value-not-of-type",
          `${isNumber ? `the number ${text}` : JSON.stringify(text)} is no ${type}, which column ${name} of ${describeRef(table)} is`,
          "Write a value that the type of its column takes",
          ["values", at, name],
        );
    }
    const missing = own.key.find((name) => !isPlain(row[name]));
    if (missing !== undefined) {
      report("row-without-key", `this row has no plain value for ${missing}, which tells it from others`, "Write the value out", [
        "values",
        at,
      ]);
      continue;
    }
    const key = JSON.stringify(own.key.map((name) => String(row[name])));
    const first = seen.get(key);
    if (first !== undefined)
      report(
        "declared-twice",
        `the row with ${own.key.map((name) => `${name} ${String(row[name])}`).join(", ")} stands here a second time, first as number ${first + 1}`,
        "Keep one of the two",
        ["values", at],
      );
    seen.set(key, at);
  }
  return faults > 0 ? undefined : { table, key: own.key, rows: own.values.map(plain), extra: own.extra ?? "keep" };
}

const isPlain = (value: unknown): boolean => value !== undefined && typeof value !== "object";

/** As the server is given it; undefined for what is computed there, and for bytes. */
function textOf(value: RowEntry[string] | undefined): string | undefined {
  if (typeof value !== "object") return value === undefined ? undefined : String(value);
  return value.json === undefined ? undefined : JSON.stringify(value.json);
}

/** NULL is written as SQL, and is a value like any other. */
const plain = (row: RowEntry): Row =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      typeof value === "object" && value.sql !== undefined && /^\s*null\s*$/i.test(value.sql) ? null : value,
    ]),
  ) as Row;
