import { apply } from "../../src/change/apply.ts";
import { statementActs } from "../../src/dialect/postgresql/acts/statement-acts.ts";
import type { Instruction } from "../../src/instruction/instruction.ts";
import { activeRules } from "../../src/lint/active-rules.ts";
import { judge } from "../../src/lint/judge.ts";
import { rules } from "../../src/lint/rules.ts";
import { Surroundings } from "../../src/lint/surroundings.ts";
import type { Model } from "../../src/model/model.ts";
import { SchemaModel } from "../../src/model/schema-model.ts";
import { groupStages } from "../../src/plan/stage.ts";
import { statementsOf } from "../../src/plan/statements.ts";
import type { Act, Named } from "../../src/port/act.ts";
import type { Facts } from "../../src/port/facts.ts";

/** Rules of less weight that are about how something is done too. */
const gentle: readonly string[] = [
  "index-dropped-under-lock",
  "partition-detached-under-lock",
  "lock-taken-by-hand",
  "timeout-set-by-hand",
];

/** What keelson writes must hold for each rule about how something is done; what is done (`autovacuum_enabled = off`, a domain with a check), a person asked for. */
const promised = activeRules(
  rules.filter(({ code, sources, severity }) => sources?.join() === "sql" && (severity === "error" || gentle.includes(code))),
  {},
).active;

export interface Lowered {
  readonly model: Model;
  readonly facts: Facts;
  readonly searchPath: readonly string[];
}

/** The rules that statements of a plan break, as if a person had written them. What has no online form says so itself, by its hazards. */
export async function brokenRules(instructions: readonly Instruction[], { model, facts, searchPath }: Lowered): Promise<readonly string[]> {
  const after = instructions.flatMap(({ effects }) => effects).reduce(apply, SchemaModel.from(model));
  const around = new Surroundings(model, after, { serverVersion: facts.serverVersion, statistics: new Map(), searchPath });
  const isEmpty = (named: Named): boolean => {
    const found = around.find(named)?.ref;
    return found !== undefined && facts.table(found.parent ?? found)?.empty === true;
  };
  const broken: string[] = [];
  // What was proved a stage ago holds.
  let current = SchemaModel.from(model);
  for (const { instructions: staged } of groupStages(instructions, { revision: null, direction: "up", atomic: "no" })) {
    const together: Act[] = [];
    // A person's own SQL is a person's own.
    for (const instruction of staged.filter((each) => !("asWritten" in each))) {
      const before = current;
      for (const { sql, hazards } of statementsOf(instruction)) {
        const acts = (await statementActs(sql)).flatMap((statement) => statement.acts);
        together.push(...acts);
        const isTold = hazards.some(({ kind }) => kind === "longLock" || kind === "tableRewrite" || kind === "constraintScan");
        for (const act of acts) {
          const batched = act.kind === "changeRows" && instruction.kind === "batch" ? { ...act, batched: true } : act;
          const situation = around.situation({ source: "sql", hazards, together, revision: together });
          const isNew = (named: Named): boolean => around.isNew(named) || isEmpty(named);
          const found = judge(
            { act: batched, place: () => undefined, situation: { ...situation, before, isNew } },
            { dialect: "postgresql", rules: promised },
          );
          if (!isTold) broken.push(...found.map(({ code, message }) => `${code}: ${message}\n${sql}`));
          around.note(act);
        }
      }
      current = instruction.effects.reduce(apply, before);
    }
  }
  return broken;
}
