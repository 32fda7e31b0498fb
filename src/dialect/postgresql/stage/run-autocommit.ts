import { KeelsonError } from "../../../core/error.ts";
import type { StatementInstruction } from "../../../instruction/instruction.ts";
import type { Stage } from "../../../instruction/plan.ts";
import type { JournalWrite } from "../../../port/journal.ts";
import type { StageContext } from "../../../port/stage-runner.ts";
import type { Link } from "../connection/link.ts";
import { pinSession, type Setting } from "../connection/pinned-settings.ts";
import type { Wire } from "../connection/wire.ts";
import { registerSql } from "../lease/acquire-sql.ts";
import { quoteIdentifier, quoteLiteral } from "../quote.ts";
import { whileCancellable } from "./cancel.ts";
import { stageComment } from "./comment.ts";
import { runTransaction } from "./run-transaction.ts";
import { stageFault } from "./stage-fault.ts";
import { deadlineSignal } from "./watchdog.ts";

interface AutocommitWrites {
  readonly started: readonly JournalWrite[];
  readonly done: readonly JournalWrite[];
}

/**
 * Journals `started`, runs the statements outside any transaction, journals `done`. Who holds the lease has ended the backends of the one
 * before; so what the probe says of the catalogue is what is.
 */
export async function runAutocommit(link: Link, stage: Stage, writes: AutocommitWrites, context: StageContext): Promise<void> {
  try {
    await announceAndRun(link, stage, writes, context);
  } catch (error) {
    // Ours say what they mean (no directUrl); everything else is the connection, in any of the messages.
    if (error instanceof KeelsonError && !error.retryable) throw error;
    throw stageFault(error, { statement: null, limit: "none" });
  }
}

async function announceAndRun(link: Link, stage: Stage, { started, done }: AutocommitWrites, context: StageContext): Promise<void> {
  const marker = { index: stage.index, revision: stage.revision, instructions: [] };
  const wire = await prepare(link, context);
  await runTransaction(link, marker, started, context);
  await unlimit(link, wire, context);
  for (const [index, instruction] of stage.instructions.entries())
    if (instruction.kind === "statement")
      await runInstruction(link, wire, instruction, {
        ...context,
        comment: stageComment(context.grant, stage),
        before: index === 0 ? "nothing" : "something",
      });
  await runTransaction(link, marker, done, context);
}

/** The connection for it, registered under the lease's token, so that a successor can end what it runs. */
async function prepare(link: Link, { grant }: StageContext): Promise<Wire> {
  const wire = await link.direct();
  const held = `SELECT token FROM keelson.lease WHERE token = ${quoteLiteral(grant.token)}::uuid AND holder = ${quoteLiteral(grant.holder)}::uuid`;
  await wire.message(`WITH held AS (${held}) ${registerSql("held")}`);
  return wire;
}

/** No limit of a role, of a database or of an earlier step ends a long build; a message of its own, since CONCURRENTLY refuses company (25001). */
async function unlimit(link: Link, wire: Wire, { searchPath }: StageContext): Promise<void> {
  const settings: readonly Setting[] = [
    ["search_path", searchPath.map(quoteIdentifier).join(", ")],
    ["idle_in_transaction_session_timeout", "0"],
    ...(link.server.checksConnection ? [["client_connection_check_interval", "1000"] as const] : []),
  ];
  await wire.message(pinSession(wire.pid, settings));
  wire.pinned = null;
}

interface InstructionContext extends StageContext {
  readonly comment: string;
  /** What of the stage is done already. */
  readonly before: "nothing" | "something";
}

async function runInstruction(link: Link, wire: Wire, instruction: StatementInstruction, context: InstructionContext): Promise<void> {
  const { probe } = instruction;
  const state = probe === undefined ? "todo" : await ask(wire, probe.sql);
  if (state === "done") return;
  if (instruction.waits === "briefly") await wire.message(`SET lock_timeout = ${context.limits.lockTimeout}`);
  if (state === "broken") {
    await clear(link, wire, instruction);
    // What cannot be taken back is brought to its end instead.
    if (probe !== undefined && (await ask(wire, probe.sql)) === "done") return wireUnlimited(wire, instruction);
  }
  for (const [index, { sql }] of instruction.statements.entries()) {
    using deadline = deadlineSignal(instruction.timeout ?? context.limits.statementTimeout, context.signal);
    try {
      await asRoleOf(link, wire, () => whileCancellable(link, wire, deadline.signal, () => wire.message(`${context.comment} ${sql}`)));
    } catch (error) {
      const fault = stageFault(error, {
        statement: sql,
        limit: deadline.passed() ? (instruction.timeout === undefined ? "hold" : "step") : "none",
        timeout: instruction.timeout,
      });
      // What is left half built would be planned around for ever, and slows every write until then.
      if (wire.alive && probe !== undefined && (await ask(wire, probe.sql)) === "broken") await clear(link, wire, instruction);
      const isFirst = index === 0 && context.before === "nothing";
      throw isFirst && (await leftNothing(wire, instruction)) ? fault.withoutEffect() : fault;
    }
  }
  await wireUnlimited(wire, instruction);
}

/** Whether nothing came of a statement that failed, as far as the catalogue or its kind tell. */
async function leftNothing(wire: Wire, { probe, mayLeave }: StatementInstruction): Promise<boolean> {
  if (!wire.alive || mayLeave === "parts") return false;
  return probe === undefined || (await ask(wire, probe.sql)) === "todo";
}

async function wireUnlimited(wire: Wire, { waits }: StatementInstruction): Promise<void> {
  if (waits === "briefly") await wire.message("SET lock_timeout = 0");
}

async function ask(wire: Wire, sql: string): Promise<string> {
  const [answer] = await wire.message(sql);
  return Object.values(answer?.rows[0] ?? {})[0] ?? "todo";
}

async function clear(link: Link, wire: Wire, { probe }: StatementInstruction): Promise<void> {
  for (const sql of probe?.clear ?? []) await asRoleOf(link, wire, () => wire.message(sql));
}

async function asRoleOf<Value>({ role }: Link, wire: Wire, run: () => Promise<Value>): Promise<Value> {
  if (role === null) return run();
  await wire.message(`SET ROLE ${quoteIdentifier(role)}`);
  try {
    return await run();
  } finally {
    if (wire.alive) await wire.message("RESET ROLE");
  }
}
