import type { OpaqueChange } from "../../../change/change.ts";
import { stepsTitle } from "../../../change/steps-title.ts";
import type { AnalysedStatement } from "../../../grammar/grammar.ts";
import type { Hazard, StatementInstruction } from "../../../instruction/instruction.ts";
import { analyse } from "../split.ts";
import { instruction, statement } from "./draft.ts";
import { refuse } from "./refuse.ts";

/** SQL as written, statement by statement; those that cannot run in a transaction stand alone. The effect is said by the last. */
export function lowerOpaque(change: OpaqueChange): readonly StatementInstruction[] {
  const analysed = analyse(change.sql);
  if ("message" in analysed) return refuse(`${stepsTitle([change.id])}: ${analysed.message}`, "Correct the SQL", "sql-syntax");
  const runs = analysed.map(required).reduce<readonly (readonly AnalysedStatement[])[]>((found, next) => joined(found, next, change), []);
  return runs.map((run, index) =>
    instruction(
      run.map((part) => statement(part.sql, null, "none", hazardsOf(part))),
      { effects: index === runs.length - 1 ? [change] : [], mode: isTransactional(run, change) ? "transaction" : "autocommit" },
    ),
  );
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

const hazardsOf = ({ dataLoss }: AnalysedStatement): readonly Hazard[] =>
  dataLoss === null ? [] : [{ kind: "dataLoss", message: dataLoss }];
