import type { OpaqueChange } from "../../../change/change.ts";
import { stepsTitle } from "../../../change/steps-title.ts";
import type { Instruction, Statement } from "../../../instruction/instruction.ts";
import { analyse, type AnalysedSql } from "../analyse.ts";
import { refuse } from "./refuse.ts";
import { alone, inTransaction, statement } from "./statements.ts";

/** SQL as written: neighbours that can share a transaction do, what cannot stands alone. The first carries the effect: from there on anything may be. */
export function lowerOpaque(change: OpaqueChange): readonly Instruction[] {
  const statements = analyse(change.sql);
  if ("message" in statements) return refuse("sql-syntax", `${stepsTitle([change.id])}: ${statements.message} at character ${statements.offset + 1}`, "Correct the SQL of this step");
  const groups: AnalysedSql[][] = [];
  let open: AnalysedSql[] | undefined;
  for (const analysed of statements) {
    if (analysed.refused !== null) refuse("sql-refused", `${stepsTitle([change.id])}: ${refusals[analysed.refused]}`, "Take it out: a revision's statements are committed together with its journal");
    const single = !analysed.transactional || !change.transaction;
    if (single || open === undefined) groups.push((open = []));
    open.push(analysed);
    if (single || analysed.commitBeforeUse === "yes") open = undefined;
  }
  if (groups.length === 0) return [inTransaction([], [change])];
  return groups.map((group, at) => {
    const effects = at === 0 ? [change] : [];
    const [first] = group;
    if (first !== undefined && (!first.transactional || !change.transaction)) return alone(group.map(asWritten), effects, first.probe);
    return inTransaction(group.map(asWritten), effects, { long: "yes", ...(group.at(-1)?.commitBeforeUse === "yes" ? { barrier: "after" } : {}) });
  });
}

const refusals: Readonly<Record<NonNullable<AnalysedSql["refused"]>, string>> = {
  transactionControl: "BEGIN, COMMIT and their like cannot stand in a step",
  copy: "COPY cannot stand in a step",
};

const asWritten = ({ sql, dataLoss }: AnalysedSql): Statement =>
  statement(sql, { inverse: "none", hazards: [...(dataLoss === null ? [] : [{ kind: "dataLoss" as const, message: `${firstLine(sql)}: ${dataLoss}` }])] });

const firstLine = (sql: string): string => {
  const [line = ""] = sql.split("\n");
  return line.length > 60 ? `${line.slice(0, 60)}…` : line;
};
