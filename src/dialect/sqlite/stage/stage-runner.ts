import type { ObjectChange } from "../../../change/change.ts";
import type { Clock } from "../../../core/clock.ts";
import type { Instruction, StatementInstruction } from "../../../instruction/instruction.ts";
import type { Stage } from "../../../instruction/plan.ts";
import { StageError } from "../../../port/stage-error.ts";
import type { StageContext, StageRunner } from "../../../port/stage-runner.ts";
import type { Connection } from "../connection/connection.ts";
import { ask } from "./ask.ts";
import { fenced } from "./fenced.ts";
import { aroundRebuild } from "./rebuild-frame.ts";
import { runBatch } from "./run-batch.ts";
import { runInstructions } from "./run-instructions.ts";
import { runStatement } from "./run-statement.ts";
import { stageFault } from "./stage-fault.ts";
import { StepClock } from "./step-time.ts";

export function createStageRunner(connection: Connection, clock: Clock): StageRunner {
  return {
    transaction: (stage, writes, context) => {
      const run = () =>
        fenced(connection, context, async () => {
          await instructionsOf(connection, stage, context);
          return { result: undefined, writes };
        });
      return stage.mode === "rebuild" ? withoutForeignKeys(connection, run) : run();
    },
    autocommit: async (stage, { started, done }, context) => {
      await fenced(connection, context, () => Promise.resolve({ result: undefined, writes: started }));
      for (const [index, instruction] of stage.instructions.entries())
        if (instruction.kind === "statement") await runOutside(connection, instruction, context, index === 0 ? "nothing" : "something");
      await fenced(connection, context, () => Promise.resolve({ result: undefined, writes: done }));
    },
    batch: (instruction, progress, rows, context) => runBatch(connection, instruction, progress, rows, context, clock),
    probe: (probe, { signal }) => connection.alone(() => readOnly(connection, () => ask(connection, probe.sql, signal))),
  };
}

function instructionsOf(
  connection: Connection,
  { mode, instructions }: Pick<Stage, "mode" | "instructions">,
  context: StageContext,
): Promise<void> {
  const run = () => runInstructions(connection, instructions, context);
  return mode === "rebuild" ? aroundRebuild(connection, changesOf(instructions), run) : run();
}

const changesOf = (instructions: readonly Instruction[]): readonly ObjectChange[] =>
  instructions.flatMap(({ effects }) => effects.filter((effect) => effect.kind === "object"));

/** The setting is ignored inside a transaction, so it is made before and taken back after, whatever happens. */
async function withoutForeignKeys(connection: Connection, run: () => Promise<void>): Promise<void> {
  try {
    await connection.run("PRAGMA foreign_keys = OFF");
    await run();
  } finally {
    await connection.run("PRAGMA foreign_keys = ON");
  }
}

/** On resume the probe says what an earlier attempt has left. `before`: what of the stage is done already. */
async function runOutside(
  connection: Connection,
  instruction: StatementInstruction,
  context: StageContext,
  before: "nothing" | "something",
): Promise<void> {
  const { probe, statements } = instruction;
  const step = new StepClock().timeOf(instruction);
  const found = probe === undefined ? "todo" : await ask(connection, probe.sql, context.signal);
  if (found === "done") return;
  if (found === "broken") for (const sql of probe?.clear ?? []) await runStatement(connection, sql, context);
  for (const [index, { sql }] of statements.entries())
    await connection
      .alone(() => runStatement(connection, sql, { ...context, step }))
      .catch((error: unknown) => {
        // A statement of SQLite is done as a whole or not at all.
        throw error instanceof StageError && before === "nothing" && index === 0 ? error.withoutEffect() : error;
      });
}

async function readOnly<T>(connection: Connection, work: () => Promise<T>): Promise<T> {
  try {
    await connection.run("PRAGMA query_only = ON");
    return await work();
  } catch (error) {
    throw stageFault(error, null);
  } finally {
    await connection.run("PRAGMA query_only = OFF");
  }
}
