import { randomUUID } from "node:crypto";
import { silentLogger } from "../../../../src/core/logger.ts";
import type { Instruction, Statement, StatementInstruction } from "../../../../src/instruction/instruction.ts";
import type { ConnectOptions } from "../../../../src/port/dialect.ts";
import type { LeaseGrant, LeaseRequest } from "../../../../src/port/lease.ts";
import type { StageContext } from "../../../../src/port/stage-runner.ts";
import { openSession } from "../../../../src/dialect/postgresql/session.ts";

export type TestSession = Awaited<ReturnType<typeof openSession>>;

export const options: ConnectOptions = { logger: silentLogger, signal: new AbortController().signal, connectTimeout: 5000 };

export const connect = (url: string): Promise<TestSession> => openSession({ url }, options);

export const request = (project = "shop"): LeaseRequest => ({ project, holder: randomUUID(), ttlMs: 30_000, info: "test" });

/** Connects, makes the journal and takes the lease. */
export async function begin(
  url: string,
): Promise<{ readonly session: TestSession; readonly grant: LeaseGrant; readonly context: StageContext }> {
  const session = await connect(url);
  await session.journal.ensure();
  const answer = await session.lease.tryAcquire(request());
  if (!("grant" in answer)) throw new Error("the lease is held");
  return { session, grant: answer.grant, context: contextOf(answer.grant) };
}

export const contextOf = (grant: LeaseGrant): StageContext => ({
  grant,
  limits: { lockTimeout: 300, statementTimeout: 0 },
  searchPath: ["public"],
  signal: new AbortController().signal,
});

export const statement = (sql: string, locks: Statement["locks"] = []): Statement => ({ sql, hazards: [], locks, inverse: "exact" });

export const instruction = (statements: readonly Statement[], more: Partial<StatementInstruction> = {}): Instruction => ({
  kind: "statement",
  statements,
  mode: "transaction",
  preconditions: [],
  long: "no",
  effects: [],
  phase: "expand",
  ...more,
});

export const stage = (...sql: readonly string[]) => ({
  index: 0,
  revision: "r1",
  mode: "transaction" as const,
  instructions: [instruction(sql.map((text) => statement(text)))],
});
