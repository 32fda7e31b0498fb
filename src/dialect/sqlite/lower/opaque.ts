import type { OpaqueChange } from "../../../change/change.ts";
import { stepsTitle } from "../../../change/steps-title.ts";
import type { AnalysedStatement } from "../../../grammar/grammar.ts";
import type { Hazard, Lock, Statement, StatementInstruction } from "../../../instruction/instruction.ts";
import { type ObjectRef, sameRef, tableRef } from "../../../model/ref.ts";
import { analyse } from "../split.ts";
import { readWritten, type Written } from "../written.ts";
import { instruction } from "./draft.ts";
import { refuse } from "./refuse.ts";

/** SQL as written, statement by statement; those that cannot run in a transaction stand alone. The effect is said by the last. */
export function lowerOpaque(change: OpaqueChange, isMade: (table: ObjectRef) => boolean): readonly StatementInstruction[] {
  const analysed = analyse(change.sql);
  if ("message" in analysed) return refuse(`${stepsTitle([change.id])}: ${analysed.message}`, "Correct the SQL", "sql-syntax");
  const runs = analysed.map(required).reduce<readonly (readonly AnalysedStatement[])[]>((found, next) => joined(found, next, change), []);
  const made: ObjectRef[] = [];
  return runs.map((run, index) => {
    const before = made.length;
    const statements = run.map((part) => {
      const written = readWritten(part.sql);
      const asWritten = statementOf(part, written, (table) => isMade(table) || made.some((own) => sameRef(own, table)));
      if (written.makes !== null) made.push(mainTable(written.makes));
      return asWritten;
    });
    const effects = index === runs.length - 1 ? [change] : [];
    return {
      ...instruction(statements, { effects, mode: isTransactional(run, change) ? "transaction" : "autocommit" }),
      asWritten: "yes",
      makes: made.slice(before),
    };
  });
}

const mainTable = (name: string): ObjectRef => tableRef("main", name);

function statementOf(
  { sql, dataLoss }: AnalysedStatement,
  { writes, breaks, rewrites }: Written,
  isOwn: (table: ObjectRef) => boolean,
): Statement {
  const table = writes?.kind === "table" ? mainTable(writes.name) : null;
  const own = table !== null && isOwn(table);
  const locks: readonly Lock[] = writes === null ? [] : [{ table: table ?? { kind: "schema", name: "main" }, mode: "exclusive" }];
  const hazards: readonly Hazard[] = [
    ...(dataLoss === null || own ? [] : [{ kind: "dataLoss", message: dataLoss } as const]),
    ...(breaks === null || own ? [] : [{ kind: "incompatibleWithRunningApp", message: breaks } as const]),
    ...(rewrites === "all"
      ? [{ kind: "tableRewrite", message: "the whole file is written anew; nobody else writes to it meanwhile" } as const]
      : []),
  ];
  const isRows = /^\s*(WITH|UPDATE|DELETE|INSERT|REPLACE)\b/i.test(sql);
  return { sql, hazards, inverse: "none", locks, ...(isRows && writes !== null ? { goesThrough: "rows" } : {}) };
}

function required(part: AnalysedStatement): AnalysedStatement {
  if (part.refused !== null)
    refuse(
      `${part.sql.split(/\s/, 1)[0]} is not for documents: keelson itself begins and ends transactions`,
      "Take the statement out",
      "transaction-control",
    );
  return part;
}

const isTransactional = (run: readonly AnalysedStatement[], { transaction }: OpaqueChange): boolean =>
  transaction && run.every(({ transactional }) => transactional);

function joined(
  found: readonly (readonly AnalysedStatement[])[],
  next: AnalysedStatement,
  change: OpaqueChange,
): readonly (readonly AnalysedStatement[])[] {
  const last = found.at(-1);
  const together = last !== undefined && isTransactional(last, change) && isTransactional([next], change);
  return together ? found.with(-1, [...last, next]) : [...found, [next]];
}
