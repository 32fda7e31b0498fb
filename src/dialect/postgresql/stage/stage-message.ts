import type { Milliseconds } from "../../../core/duration.ts";
import type { Instruction, Precondition, ProbeInstruction } from "../../../instruction/instruction.ts";
import type { Stage } from "../../../instruction/plan.ts";
import type { JournalWrite } from "../../../port/journal.ts";
import type { StageContext } from "../../../port/stage-runner.ts";
import type { Link } from "../connection/link.ts";
import { pinTransaction, type Setting } from "../connection/pinned-settings.ts";
import { journalStatements } from "../journal/write-sql.ts";
import { withSecrets } from "../object/secret-mark.ts";
import { quoteIdentifier, quoteLiteral } from "../quote.ts";
import { stageComment } from "./comment.ts";
import { beginHold, endHold, holdBudget, markHold } from "./hold-budget.ts";
import { doBlock, lockSql, neededLocks } from "./lock-phase.ts";
import { limited } from "./step-limits.ts";

/** One statement of a stage's message. */
export interface Part {
  readonly sql: string;
  /** What people or the plan wrote; null for what the stage itself adds. */
  readonly written: string | null;
  /** Which limit of ours may end it with 57014: waiting for locks, the budget while they are held, the time of its step, or none. */
  readonly limit: "lock" | "hold" | "step" | "none";
  /** The time of its step, where that has one. */
  readonly timeout?: Milliseconds;
}

/** A stage as one message: a transaction with its journal rows. */
export interface StageMessage {
  readonly text: string;
  readonly parts: readonly Part[];
}

export type TransactionStage = Pick<Stage, "index" | "revision" | "instructions">;

export function stageMessage(link: Link, stage: TransactionStage, writes: readonly JournalWrite[], context: StageContext): StageMessage {
  const comment = stageComment(context.grant, stage);
  const pins = link.server.pooled ? [pinTransaction(stageSettings(link, context), link.server.versionNumber)] : [];
  const parts: Part[] = [
    ...[begin, ...pins, fence(context, ownSettings(stage, context))].map(ours),
    ...work(link, stage, writes, context, comment),
    ...journal(context, writes).map(ours),
    ours("COMMIT"),
  ];
  // On a line of its own, so that a comment at the end of a statement cannot swallow the semicolon.
  return { text: `${comment} ${parts.map(({ sql }) => sql).join("\n;\n")}`, parts };
}

const ours = (sql: string): Part => ({ sql, written: null, limit: "none" });
const underHold = (sql: string): Part => ({ ...ours(sql), limit: "hold" });

/** Whether the stage takes strong locks at once and must give them back within the budget. */
const hold = (stage: TransactionStage): "held" | "free" =>
  neededLocks(stage.instructions).length > 0 && !stage.instructions.some(isLong) ? "held" : "free";
const isLong = (instruction: Instruction): boolean => instruction.kind === "statement" && instruction.long === "yes";

const begin = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE";
/** With what is set for the transaction: a statement of its own for each takes longer than setting it. */
const fence = ({ grant, after }: StageContext, settings: readonly Setting[] = []): string => {
  const calls = [
    `keelson.fence(${quoteLiteral(grant.token)}, ${quoteLiteral(grant.holder)})`,
    ...(after === undefined ? [] : [`keelson.follows(${quoteLiteral(grant.project)}, ${quoteLiteral(after)})`]),
    ...settings.map(([name, value]) => `pg_catalog.set_config('${name}', '${value}', true)`),
  ];
  return `SELECT ${calls.join(", ")}`;
};

/** What one stage runs under beside what all do. */
const ownSettings = (stage: TransactionStage, { flush, limits }: StageContext): readonly Setting[] => [
  // The server writes its log in one order: the next commit that waits makes this one durable too. After a crash both are gone, each with its rows of the journal.
  ...(flush === "later" ? [["synchronous_commit", "off"] as const] : []),
  ...(hold(stage) === "held" ? [["statement_timeout", String(limits.lockTimeout)] as const] : []),
];

/** What a stage runs under beside what is pinned. A takeover that waits for our commit is waited for no longer than for a table. */
export function stageSettings({ server }: Link, { limits, searchPath }: StageContext): readonly Setting[] {
  return [
    ["search_path", searchPath.map(quoteIdentifier).join(", ")],
    ["lock_timeout", String(limits.lockTimeout)],
    ["statement_timeout", String(limits.statementTimeout)],
    ["idle_in_transaction_session_timeout", "5000"],
    ...(server.checksConnection ? [["client_connection_check_interval", "1000"] as const] : []),
  ];
}

/** BEGIN, the settings for this transaction, the fence. */
export const opening = (link: Link, context: StageContext): readonly string[] => [
  begin,
  pinTransaction(stageSettings(link, context), link.server.versionNumber),
  fence(context),
];

/** A journal row that may take its time: as long as rows were inserted. */
const isSlow = ({ kind }: JournalWrite): boolean => kind === "insertedForget";

function work(
  link: Link,
  stage: TransactionStage,
  writes: readonly JournalWrite[],
  { limits }: StageContext,
  comment: string,
): readonly Part[] {
  if (stage.instructions.length === 0) return [];
  const { instructions } = stage;
  const locks = neededLocks(instructions);
  const preconditions = instructions.flatMap((instruction) => (instruction.kind === "statement" ? instruction.preconditions : []));
  const held = hold(stage) === "held";
  const statements = instructions.flatMap((instruction) =>
    partsOf(instruction, comment, link.secrets).map((part) => ({ part, instruction })),
  );
  const budget = holdBudget(link.server.deadlockTimeout);
  const shared = held && statements.length > 1;
  return [
    ...asRole(link).map(ours),
    ...lockSql(locks, instructions).map((sql): Part => ({ ...ours(sql), limit: held ? "lock" : "none" })),
    ...(held ? beginHold(budget).map(underHold) : []),
    ...(shared ? [underHold(markHold(budget))] : []),
    ...(preconditions.length === 0 ? [] : [(held ? underHold : ours)(doBlock(preconditions.map(assertion).join(" ")))]),
    ...limited(statements, { budget: held ? budget : null, statementTimeout: limits.statementTimeout }),
    ...(shared || (held && writes.some(isSlow)) ? [ours(endHold)] : []),
    ...(link.role === null ? [] : [ours("SET LOCAL ROLE none")]),
  ];
}

function partsOf(instruction: Instruction, comment: string, secrets: ReadonlyMap<string, string>): readonly Part[] {
  switch (instruction.kind) {
    case "statement":
      return instruction.statements.map((statement) => ({
        sql: `${comment} ${withSecrets(statement, secrets)}`,
        written: statement.sql,
        limit: "none",
      }));
    case "probe":
      return [{ sql: doBlock(expectation(instruction)), written: instruction.sql, limit: "none" }];
    case "batch":
      throw new TypeError("batches have a stage of their own");
  }
}

/** An answer that is not the expected one ends the transaction; it is what the person asked for, and no reason to try again. */
export const expectation = ({ sql, expect, message }: ProbeInstruction): string =>
  `DECLARE keelson_found text := (${sql}\n)::text; BEGIN IF keelson_found IS DISTINCT FROM ${quoteLiteral(expect)} THEN RAISE EXCEPTION USING ERRCODE = 'KL003', MESSAGE = ${quoteLiteral(`${message}: expected ${expect}, found `)} || coalesce(keelson_found, 'nothing'); END IF; END;`;

/** What people wrote runs as their role; settings, fence and journal as the login. */
export const asRole = ({ role }: Pick<Link, "role">): readonly string[] =>
  role === null ? [] : [`SET LOCAL ROLE ${quoteIdentifier(role)}`];

const assertion = ({ sql, message }: Precondition): string =>
  `IF (${sql}\n) IS NOT TRUE THEN RAISE EXCEPTION USING ERRCODE = 'KL002', MESSAGE = ${quoteLiteral(message)}; END IF;`;

export const journal = ({ grant }: Pick<StageContext, "grant">, writes: readonly JournalWrite[]): readonly string[] =>
  journalStatements(writes, grant.project);
