import type { OpaqueChange } from "../change/change.ts";
import type { AnalysedStatement } from "../grammar/grammar.ts";
import type { EntryPath } from "../model/entry/entry-context.ts";
import type { Operation, OperationContext } from "./operation.ts";
import { operationError } from "./operation-error.ts";
import { forDialect } from "./patch-entry.ts";
import type { SqlArguments } from "./sql.shape.ts";

/** One opaque change for each statement, split by the database's own grammar. */
export const sql: Operation<SqlArguments> = {
  resolve: (args, _model, context) => {
    const { transaction } = forDialect(args, context.grammar.dialect);
    const statements = statementsOfSql(args, context);
    return statements.map(
      (statement, index): OpaqueChange => ({
        kind: "opaque",
        id: statements.length === 1 ? context.step : `${context.step}.${index}`,
        sql: statement.sql,
        transaction: transaction !== false && statement.transactional,
      }),
    );
  },
};

type SqlContext = Pick<OperationContext, "grammar" | "position" | "placeOf">;

/** The statements that a step has for a dialect, whose grammar must be ready. @throws OperationError for SQL that does not parse, or that a step may not have */
export function statementsOfSql(args: SqlArguments, context: SqlContext): readonly AnalysedStatement[] {
  const { dialect } = context.grammar;
  const { text, file } = forDialect(args, dialect);
  if (file !== undefined)
    throw operationError(
      "file-not-inlined",
      `the content of ${file} was not read with the document`,
      "Put the SQL under `text`, or the file beside the document",
      context,
    );
  if (text === undefined) throw noText(context);
  return analysed(text, args.dialects?.[dialect]?.text === undefined ? ["text"] : ["dialects", dialect, "text"], context);
}

function analysed(text: string, path: EntryPath, context: SqlContext): readonly AnalysedStatement[] {
  const statements = context.grammar.analyse(text);
  const at = (offset: number) => ({ position: context.placeOf?.(path, { text, offset }) ?? context.position });
  if ("message" in statements)
    throw operationError(
      "sql-syntax",
      `the SQL does not parse: ${statements.message}${line(text, statements.offset)}`,
      "Correct the SQL",
      at(statements.offset),
    );
  for (const { refused, sql: statement, offset } of statements) {
    if (refused === "transactionControl")
      throw operationError(
        "transaction-control",
        `"${firstLine(statement)}" controls the transaction, which is keelson's`,
        "Take it out; say `transaction: false` where the statements cannot run in one",
        at(offset),
      );
    if (refused === "copy")
      throw operationError(
        "copy-refused",
        `"${firstLine(statement)}" reads from or writes to the client`,
        "Use insertRows or copyRows",
        at(offset),
      );
  }
  if (statements.length === 0)
    throw operationError("empty-step", "the SQL holds no statement", "Write one, or take the step away", context);
  return statements;
}

const firstLine = (text: string): string => text.trim().split("\n", 1)[0] ?? "";

/** Where in the text, where it has lines of its own: with the file's place alone nobody finds it in a text that was folded. */
function line(text: string, offset: number): string {
  const lines = text.slice(0, offset).split("\n");
  return text.trimEnd().includes("\n") ? ` (line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1} of the SQL)` : "";
}

const noText = (context: SqlContext) =>
  operationError(
    "no-sql-for-dialect",
    `the step has no SQL for ${context.grammar.dialect}`,
    `Add dialects: { ${context.grammar.dialect}: { text: … } }, or leave the step out there by when: { not: { dialect: ${context.grammar.dialect} } }`,
    context,
  );
