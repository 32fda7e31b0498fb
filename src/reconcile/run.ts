import type { Clock } from "../core/clock.ts";
import type { Diagnostic } from "../core/diagnostic.ts";
import type { Digest } from "../core/digest.ts";
import type { Milliseconds } from "../core/duration.ts";
import type { Logger } from "../core/logger.ts";
import type { ExecutionEvent } from "../execute/execution-event.ts";
import type { GateFinding } from "../plan/gate/gate.ts";
import type { ConnectionTarget, ConnectOptions, Dialect, Visit } from "../port/dialect.ts";
import type { LeaseHolder } from "../port/lease.ts";
import type { Session } from "../port/session.ts";
import type { DatabaseResource, RevisionResource, SchemaResource } from "../resource/resource.ts";
import type { RevisionGraph } from "../revision/graph.ts";
import type { OutsideOperations } from "../revision/outside-operation.ts";
import type { Rollout } from "./contract-gate.ts";
import type { Descent } from "../source/source.ts";
import type { ComparisonMemory } from "./known-comparison.ts";
import type { LeftMemory } from "./known-left.ts";
import type { DesiredMemory } from "./desired-memory.ts";
import { readSettings, type Settings } from "./settings.ts";
import { createSpelling, type Spelling } from "./spelling.ts";
import type { StandstillMemory } from "./standstill.ts";
import { timeIsOver, timeoutError } from "./time-is-over.ts";

/** The documents of a source, read and checked. */
export interface LoadedSource {
  readonly graph: RevisionGraph<RevisionResource>;
  /** Perhaps read only now: whoever has the desired model need not ask. */
  readonly schemas: readonly SchemaResource[];
  /** Warnings and notes; a source with errors is not loaded. */
  readonly diagnostics: readonly Diagnostic[];
  readonly commit?: string;
  /** Of the bytes that were read. */
  readonly digest?: Digest;
  /** What they declare, as it was made of them before; absent: nobody remembers. */
  readonly desired?: DesiredMemory;
}

/** Where a run gets its documents: the digest is cheap, loading parses. */
export interface RunSource {
  digest(): Promise<Digest>;
  /** What names this state where it comes from; absent where the source has no history. */
  commit?(): Promise<string | undefined>;
  /** Whether what it gives now comes after that commit; absent where nobody can tell. */
  descends?(from: string): Promise<Descent>;
  /** How often a run that goes on asks whether the source has moved; absent: only when it looks at the database. */
  readonly interval?: Milliseconds;
  /** @throws InputError with every error of the documents */
  load(): Promise<LoadedSource>;
}

/** Who runs, for history and lease. */
export interface Actor {
  readonly tool: string;
  readonly version: string;
  readonly user: string;
  readonly host: string;
  readonly pid: number;
}

export interface RunOptions {
  readonly dialect: Dialect;
  readonly target: ConnectionTarget;
  readonly database: DatabaseResource;
  readonly source: RunSource;
  readonly actor: Actor;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly signal: AbortSignal;
  /** Aborted: who only reads has left, whatever was asked. */
  readonly until?: AbortSignal;
  /** How long to wait for the lease. */
  readonly lockWait: Milliseconds;
  readonly connectTimeout: Milliseconds;
  /** Whether what documents say in SQL may open other files of this machine; `allowed` where absent. */
  readonly otherFiles?: "allowed" | "refused";
  /** What is looked at first, where that is known before connecting. */
  readonly looksAt?: "journal" | "catalogue";
  /** What a look before this one saw, for whoever looks again and again; absent: nobody remembers. */
  readonly memory?: StandstillMemory;
  /** What comparing found before this run; absent: nobody remembers. */
  readonly comparisons?: ComparisonMemory;
  /** When the database was as it was left; absent: nobody remembers. */
  readonly left?: LeftMemory;
  /** The connection that is there already. */
  readonly visit?: Visit;
  /** Asked once the database has let the run in, before anything is looked at. What it throws ends the run. */
  readonly onAdmitted?: () => Promise<void>;
  /** The target read anew: secrets are rotated while a run lasts. */
  readonly reread?: () => Promise<ConnectionTarget>;
  /** Aborted: the running statement is cancelled at once, where `signal` lets the running stage end. */
  readonly cancel?: AbortSignal;
  /** Asks the person at the terminal for consent; absent where there is none. */
  readonly ask?: (finding: GateFinding) => Promise<"yes" | "no">;
  /** Told what happens while a plan runs. */
  readonly onEvent?: (event: ExecutionEvent) => void;
  /** Told while somebody else holds the lease. */
  readonly onWaiting?: (holder: LeaseHolder) => void;
  /** What runs of the application, for contract halves that wait until none of it is old; absent where nobody can see that. */
  readonly rollout?: Rollout;
  /** From outside; only the language's own where absent. */
  readonly operations?: OutsideOperations;
  /** In [0, 1): for pauses; Math.random where absent. */
  readonly random?: () => number;
}

/** One connected database with its settings and its source: what every step of a reconcile works on. */
export interface Run {
  readonly options: RunOptions;
  readonly settings: Settings;
  readonly session: Session;
  readonly spelling: Spelling;
  /** The documents, read when first asked for. */
  source(): Promise<LoadedSource>;
  /** Digest of the source's bytes, taken before they were read: what changes meanwhile is seen by the next run. */
  sourceDigest(): Promise<Digest>;
  close(): Promise<void>;
}

/** Connects. @throws DatabaseError where the database cannot be reached, TimeoutError where not in the time of the run, InputError for settings that cannot be. */
export async function openRun(options: RunOptions): Promise<Run> {
  const { dialect, database, visit } = options;
  const settings = readSettings(database, dialect.grammar.defaultSchema);
  const session = await (visit === undefined ? connect(options, settings) : inTime(options, visit.stay()));
  let digest: Promise<Digest> | undefined;
  let loaded: Promise<LoadedSource> | undefined;
  const sourceDigest = () => (digest ??= options.source.digest());
  return {
    options,
    settings,
    session,
    spelling: createSpelling(session, options, settings),
    sourceDigest,
    source: () => (loaded ??= sourceDigest().then(() => options.source.load())),
    close: () => session.close(),
  };
}

/** Connects for a look that is over at once where nothing has happened; undefined where a session has to find out. @throws what `openRun` throws */
export async function openVisit(options: RunOptions, settings: Settings): Promise<Visit | undefined> {
  const { dialect, target, memory } = options;
  if (memory === undefined || dialect.visit === undefined) return undefined;
  const visit = await inTime(options, dialect.visit(target, connectOptions(options, settings)));
  await admitted(options, () => visit.leave());
  return visit;
}

async function connect(options: RunOptions, settings: Settings): Promise<Session> {
  const session = await inTime(options, options.dialect.connect(options.target, connectOptions(options, settings)));
  await admitted(options, () => session.close());
  return session;
}

async function admitted({ onAdmitted }: RunOptions, leave: () => Promise<void>): Promise<void> {
  try {
    await onAdmitted?.();
  } catch (error) {
    await leave();
    throw error;
  }
}

function connectOptions(
  { logger, signal, until, connectTimeout, otherFiles, reread, looksAt }: RunOptions,
  settings: Settings,
): ConnectOptions {
  return {
    logger,
    signal,
    connectTimeout,
    ...(until === undefined ? {} : { until }),
    ...(otherFiles === undefined ? {} : { otherFiles }),
    ...(reread === undefined ? {} : { reread }),
    ...(looksAt === undefined ? {} : { glance: { project: settings.project, schemas: looksAt === "catalogue" ? settings.schemas : [] } }),
  };
}

const inTime = <T>({ signal }: RunOptions, connecting: Promise<T>): Promise<T> =>
  connecting.catch((error: unknown) => {
    throw timeIsOver(signal) ? timeoutError(error) : error;
  });
