import type { OpaqueChange } from "../../../change/change.ts";
import { stepsTitle } from "../../../change/steps-title.ts";
import type { Hazard, Instruction, Statement } from "../../../instruction/instruction.ts";
import type { ObjectRef } from "../../../model/ref.ts";
import { analyse, type AnalysedSql } from "../analyse.ts";
import { commitsOnItsWay } from "../statement-kind.ts";
import { impactOf } from "../impact/impact-of.ts";
import { opaqueImpact } from "./opaque-impact.ts";
import { refuse } from "./statement/refuse.ts";
import type { Situation } from "./statement/situation.ts";
import { alone, inTransaction, statement } from "./statement/statements.ts";

/** A statement as it will run, and what the text says of it. */
interface Written {
  readonly analysed: AnalysedSql;
  readonly statement: Statement;
  readonly makes: readonly ObjectRef[];
}

/** SQL as written: neighbours that can share a transaction do, what cannot stands alone. The first carries the effect: from there on anything may be. */
export function lowerOpaque(change: OpaqueChange, situation: Situation): readonly Instruction[] {
  const statements = analyse(change.sql);
  if ("message" in statements)
    return refuse(
      "sql-syntax",
      `${stepsTitle([change.id])}: ${statements.message} at character ${statements.offset + 1}`,
      "Correct the SQL of this step",
    );
  const groups: Written[][] = [];
  let open: Written[] | undefined;
  let now = situation;
  for (const analysed of statements) {
    if (analysed.refused !== null)
      refuse(
        "sql-refused",
        `${stepsTitle([change.id])}: ${refusals[analysed.refused]}`,
        "Take it out: a revision's statements are committed together with its journal",
      );
    const single = !analysed.transactional || !change.transaction;
    if (single || open === undefined) groups.push((open = []));
    const written = asWritten(analysed, now);
    open.push(written);
    now = now.making(written.makes);
    if (single || analysed.commitBeforeUse === "yes") open = undefined;
  }
  if (groups.length === 0) return [inTransaction([], [change])];
  return groups.map((group, at) => ({
    ...instructionOf(group, change),
    effects: at === 0 ? [change] : [],
    asWritten: "yes",
    makes: group.flatMap(({ makes }) => makes),
  }));
}

function instructionOf(group: readonly Written[], { transaction }: OpaqueChange) {
  const statements = group.map((written) => written.statement);
  const [first, last] = [group[0]?.analysed, group.at(-1)?.analysed];
  if (first !== undefined && (!first.transactional || !transaction))
    return { ...alone(statements, [], first.probe), ...(mayLeaveParts(first) ? { mayLeave: "parts" as const } : {}) };
  return inTransaction(statements, [], { long: "yes", ...(last?.commitBeforeUse === "yes" ? { barrier: "after" } : {}) });
}

const mayLeaveParts = ({ node, probe }: AnalysedSql): boolean => probe === undefined && commitsOnItsWay(node);

const refusals: Readonly<Record<NonNullable<AnalysedSql["refused"]>, string>> = {
  transactionControl: "BEGIN, COMMIT and their like cannot stand in a step",
  copy: "COPY cannot stand in a step",
};

function asWritten(analysed: AnalysedSql, situation: Situation): Written {
  const { sql, dataLoss, node } = analysed;
  const { locks, hazards, makes, writes, touches } = opaqueImpact(impactOf(node), situation);
  const loss: readonly Hazard[] =
    dataLoss === null || touches === "ownOnly" ? [] : [{ kind: "dataLoss", message: `${firstLine(sql)}: ${dataLoss}` }];
  return {
    analysed,
    makes,
    statement: statement(sql, {
      inverse: "none",
      locks,
      hazards: [...loss, ...hazards],
      ...(writes.length === 0 ? {} : { goesThrough: "rows" }),
    }),
  };
}

const firstLine = (sql: string): string => {
  const [line = ""] = sql.split("\n");
  return line.length > 60 ? `${line.slice(0, 60)}…` : line;
};
