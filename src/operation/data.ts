import type { BatchOptions, DataChange, DataStep, RowSet } from "../change/change.ts";
import { rowSet } from "../change/row-set.ts";
import { parseDuration } from "../core/duration.ts";
import type { Row, TaggedValue } from "../model/kind/row.shape.ts";
import type { Model } from "../model/model.ts";
import type { ObjectRef } from "../model/ref.ts";
import type {
  AssertArguments,
  BackfillArguments,
  CopyRowsArguments,
  DeleteRowsArguments,
  InsertRowsArguments,
  UpdateRowsArguments,
  UpsertRowsArguments,
} from "./data.shape.ts";
import { notYet } from "./not-yet.ts";
import { operationError } from "./operation-error.ts";
import type { Operation, OperationContext } from "./operation.ts";
import { forDialect } from "./patch-entry.ts";
import { requireColumns, tableOf } from "./table-of.ts";

const dataChange = (data: DataStep, { step }: OperationContext): readonly [DataChange] => [{ kind: "data", id: step, data }];

function readRows(rows: readonly Row[], table: ObjectRef, model: Model, context: OperationContext): RowSet {
  requireColumns(table, new Set(rows.flatMap((row) => Object.keys(row))), model, context);
  return rowSet(rows);
}

/** Values of `set` as SQL: text is SQL already, a tagged value becomes a literal. */
function readAssignments(
  set: Readonly<Record<string, string | TaggedValue>>,
  table: ObjectRef,
  model: Model,
  context: OperationContext,
): Readonly<Record<string, string>> {
  requireColumns(table, Object.keys(set), model, context);
  return Object.fromEntries(
    Object.entries(set).map(([column, value]) => [column, typeof value === "string" ? value : taggedSql(value, context)]),
  );
}

function taggedSql(value: TaggedValue, { grammar }: OperationContext): string {
  if (value.sql !== undefined) return value.sql;
  if (value.json !== undefined) return grammar.quoteLiteral(JSON.stringify(value.json));
  const hex = Buffer.from(value.base64 ?? "", "base64").toString("hex");
  return grammar.dialect === "sqlite" ? `X'${hex}'` : `decode('${hex}', 'hex')`;
}

const milliseconds = (text: string | undefined): number | undefined => (text === undefined ? undefined : parseDuration(text));

function readBatch(batch: UpdateRowsArguments["batch"], context: OperationContext): BatchOptions {
  const workers = batch?.workers ?? 1;
  if (workers > 1 && context.grammar.dialect === "sqlite")
    throw operationError(
      "one-writer",
      "SQLite has one writer: batches cannot run side by side",
      "Leave `workers` out there, by `dialects: { sqlite: { batch: {} } }`",
      context,
    );
  const targetMs = milliseconds(batch?.target);
  return {
    ...(batch?.rows === undefined ? {} : { rows: batch.rows }),
    ...(targetMs === undefined ? {} : { targetMs }),
    ...(workers === 1 ? {} : { workers }),
  };
}

/** Rows that come in one after the other keep their order. */
function inOrder(batch: UpdateRowsArguments["batch"], context: OperationContext) {
  if ((batch?.workers ?? 1) > 1)
    throw notYet("several workers for rows that come in", "Leave `workers` out: one batch follows the other", context);
  return batched(batch, context);
}

const batched = (batch: UpdateRowsArguments["batch"], context: OperationContext) =>
  batch === undefined ? {} : { batch: readBatch(batch, context) };

export const insertRows: Operation<InsertRowsArguments> = {
  resolve: (args, model, context) => {
    const own = forDialect(args, context.grammar.dialect);
    const table = tableOf(own, model, context);
    if (own.rows.length === 0) return [];
    return dataChange(
      {
        step: "insertRows",
        table,
        rows: readRows(own.rows, table, model, context),
        onConflict: own.onConflict ?? "error",
        ...inOrder(own.batch, context),
      },
      context,
    );
  },
};

/** A row without its key would be inserted anew by every run. */
function requireKey({ key, rows }: UpsertRowsArguments, context: OperationContext): void {
  for (const [at, row] of rows.entries()) {
    const missing = key.find((name) => !Object.hasOwn(row, name));
    if (missing === undefined) continue;
    const position = context.placeOf?.(["rows", at]) ?? context.position;
    throw operationError("row-without-key", `this row has no value for ${missing}, which tells it from others`, "Write the value out", {
      ...(position !== undefined && { position }),
    });
  }
}

export const upsertRows: Operation<UpsertRowsArguments> = {
  resolve: (args, model, context) => {
    const own = forDialect(args, context.grammar.dialect);
    const table = tableOf(own, model, context);
    requireColumns(table, own.key, model, context);
    if (own.rows.length === 0) return [];
    requireKey(own, context);
    return dataChange(
      { step: "upsertRows", table, key: own.key, rows: readRows(own.rows, table, model, context), ...inOrder(own.batch, context) },
      context,
    );
  },
};

export const updateRows: Operation<UpdateRowsArguments> = {
  resolve: (args, model, context) => {
    const own = forDialect(args, context.grammar.dialect);
    const table = tableOf(own, model, context);
    return dataChange(
      {
        step: "updateRows",
        table,
        set: readAssignments(own.set, table, model, context),
        where: own.where ?? null,
        ...batched(own.batch, context),
      },
      context,
    );
  },
};

export const deleteRows: Operation<DeleteRowsArguments> = {
  resolve: (args, model, context) => {
    const own = forDialect(args, context.grammar.dialect);
    return dataChange(
      { step: "deleteRows", table: tableOf(own, model, context), where: own.where ?? null, ...batched(own.batch, context) },
      context,
    );
  },
};

export const copyRows: Operation<CopyRowsArguments> = {
  resolve: (args, model, context) => {
    const own = forDialect(args, context.grammar.dialect);
    const table = tableOf(own.into, model, context);
    requireColumns(table, own.into.columns, model, context);
    return dataChange({ step: "copyRows", query: own.query, table, columns: own.into.columns, ...inOrder(own.batch, context) }, context);
  },
};

export const backfill: Operation<BackfillArguments> = {
  resolve: (args, model, context) => {
    const own = forDialect(args, context.grammar.dialect);
    const table = tableOf(own, model, context);
    if (own.key !== undefined) requireColumns(table, own.key, model, context);
    const [lagMs, pauseMs] = [milliseconds(own.throttle?.lag), milliseconds(own.throttle?.pause)];
    return dataChange(
      {
        step: "backfill",
        table,
        set: readAssignments(own.set, table, model, context),
        where: own.where ?? null,
        key: own.key ?? null,
        batch: readBatch(own.batch, context),
        throttle: {
          ...(lagMs === undefined ? {} : { lagMs }),
          ...(pauseMs === undefined ? {} : { pauseMs }),
          ...(own.throttle?.rowsPerSecond === undefined ? {} : { rowsPerSecond: own.throttle.rowsPerSecond }),
          ...(own.throttle?.log === "unlimited" ? { log: "unlimited" as const } : {}),
        },
        keepInSync: own.keepInSync === true ? "untilRevisionEnds" : "no",
      },
      context,
    );
  },
};

export const assert: Operation<AssertArguments> = {
  resolve: (args, _model, context) => {
    const own = forDialect(args, context.grammar.dialect);
    return dataChange({ step: "assert", query: own.query, expect: String(own.expect), message: own.message ?? own.query }, context);
  },
};
