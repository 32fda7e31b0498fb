import type { LeaseGrant } from "../../src/port/lease.ts";
import type { Session } from "../../src/port/session.ts";
import type { StageContext } from "../../src/port/stage-runner.ts";

/** An empty database of the dialect under test. */
export interface ContractDatabase extends AsyncDisposable {
  /** Namespace that is managed. */
  readonly schema: string;
  /** A further session on it, closed with the database. */
  session(): Promise<Session>;
  /** SQL of the test's own, past keelson; rows as the driver gives them. */
  sql(text: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
}

export type OpenDatabase = () => Promise<ContractDatabase>;

/** A different holder for each number. */
export const holder = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;

/** The lease of a session that nobody disputes. */
export async function acquire(session: Session, number = 1, ttlMs = 60_000): Promise<LeaseGrant> {
  await session.journal.ensure();
  const answer = await session.lease.tryAcquire({ project: "shop", holder: holder(number), ttlMs, info: `runner ${number}` });
  if (!("grant" in answer)) throw new Error(`held by ${answer.heldBy.info}`);
  return answer.grant;
}

export const contextOf = (grant: LeaseGrant, { schema }: ContractDatabase, signal = new AbortController().signal): StageContext => ({
  grant,
  limits: { lockTimeout: 2000, statementTimeout: 0 },
  searchPath: [schema],
  signal,
});

/** What the promise is rejected with. */
export async function fault(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
  } catch (error) {
    return error;
  }
  throw new Error("it was expected to fail");
}
