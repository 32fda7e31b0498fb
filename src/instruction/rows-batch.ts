import type { BatchOptions, DataChange } from "../change/change.ts";
import type { ObjectRef } from "../model/ref.ts";
import type { RowsBatch, Statement } from "./instruction.ts";

/** The rows of a statement where nobody says how many a batch starts with. */
export const unitRows = 500;

/** Rows that come in, in committed batches. `whole`: all of it, as people read it and a script has it. */
export const rowsBatch = (
  change: DataChange,
  table: ObjectRef,
  work: RowsBatch["work"],
  batch: BatchOptions,
  whole: Statement,
): RowsBatch => ({
  kind: "batch",
  phase: "expand",
  barrier: "both",
  id: change.id,
  table,
  work,
  where: null,
  key: null,
  batch,
  throttle: {},
  statement: whole,
  effects: [change],
});
