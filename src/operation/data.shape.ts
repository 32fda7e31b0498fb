import { type Static, Type } from "@sinclair/typebox";
import { schemaName } from "../model/kind/entry.shape.ts";
import { choice, duration, expectation, flag, map, name, names, sqlText, text } from "../model/kind/field.shape.ts";
import { assignments, rows } from "../model/kind/row.shape.ts";
import { operation } from "./operation.shape.ts";

const ofTable = { table: name("The table."), ...schemaName };
const where = sqlText("Only rows where this holds.");
const batch = {
  batch: Type.Optional(
    map("Runs in committed batches, each row exactly once.", {
      rows: Type.Optional(Type.Integer({ minimum: 1, description: "Rows that a batch starts with." })),
      target: Type.Optional(duration("How long a batch shall take; its rows follow that.")),
      workers: Type.Optional(
        Type.Integer({
          minimum: 1,
          description: "Batches of updates and deletions at a time, each over a range of keys of its own; SQLite has one writer.",
        }),
      ),
    }),
  ),
};

export const insertRowsShape = operation("insertRows", "Inserts rows; the way down takes those away again that it inserted.", {
  ...ofTable,
  rows: rows("The rows."),
  onConflict: Type.Optional(choice("What happens where a key is there already; error where absent.", "error", "nothing")),
  ...batch,
});
export type InsertRowsArguments = Static<typeof insertRowsShape>;

export const upsertRowsShape = operation("upsertRows", "Inserts rows, or updates those whose key is there.", {
  ...ofTable,
  key: names("Columns that tell one row from another."),
  rows: rows("The rows."),
  ...batch,
});
export type UpsertRowsArguments = Static<typeof upsertRowsShape>;

export const updateRowsShape = operation("updateRows", "Updates rows.", {
  ...ofTable,
  set: assignments,
  where: Type.Optional(where),
  ...batch,
});
export type UpdateRowsArguments = Static<typeof updateRowsShape>;

export const deleteRowsShape = operation("deleteRows", "Deletes rows.", { ...ofTable, where: Type.Optional(where), ...batch });
export type DeleteRowsArguments = Static<typeof deleteRowsShape>;

export const copyRowsShape = operation(
  "copyRows",
  "Inserts what a query gives; with `batch`, what it gives when the step begins is laid aside, and comes in from there.",
  {
    query: sqlText("The SELECT."),
    into: map("Where the rows go.", { ...ofTable, columns: names("Columns in the order of the query.") }),
    ...batch,
  },
);
export type CopyRowsArguments = Static<typeof copyRowsShape>;

export const backfillShape = operation("backfill", "Fills columns in committed batches until no row is left.", {
  ...ofTable,
  set: assignments,
  where: Type.Optional(where),
  key: Type.Optional(names("Columns by which the rows are walked; the primary key where absent.")),
  throttle: Type.Optional(
    map("When it holds back.", {
      lag: Type.Optional(duration("Pauses while a replica lags behind by more.")),
      pause: Type.Optional(duration("Between batches.")),
      rowsPerSecond: Type.Optional(Type.Integer({ minimum: 1, description: "At most." })),
      log: Type.Optional(
        choice(
          "The write-ahead log: as much as the server is set up to take (max_wal_size in checkpoint_timeout), or without a limit.",
          "paced",
          "unlimited",
        ),
      ),
    }),
  ),
  keepInSync: Type.Optional(flag("Rows written meanwhile are kept in step until the revision ends.")),
  ...batch,
});
export type BackfillArguments = Static<typeof backfillShape>;

export const assertShape = operation("assert", "Stops the run where a query does not give what is expected.", {
  query: sqlText("A query that gives a single value."),
  expect: expectation("What it must give, compared as text."),
  message: Type.Optional(text("What to say where it does not.")),
});
export type AssertArguments = Static<typeof assertShape>;
