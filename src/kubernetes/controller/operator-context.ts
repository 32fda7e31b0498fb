import type { Clock } from "../../core/clock.ts";
import type { Logger } from "../../core/logger.ts";
import type { Outcome, Status } from "../../status/status.ts";
import type { VerbContext } from "../../verb/project/context.ts";
import type { Transport } from "../client/transport.ts";
import type { DatabaseSetStatus } from "../object/database-set-object.ts";
import type { Reporter } from "../report/record-event.ts";

/** What it takes to look at a Database, its source and its database, without a word about it to anybody. */
export interface LookContext {
  readonly transport: Transport;
  readonly verbs: VerbContext;
  readonly clock: Clock;
  /** In [0, 1). */
  readonly chance: () => number;
  readonly logger: Logger;
  /** Who looks: name of the Pod, or of the host. */
  readonly instance: string;
  /** `allowed`: a source may be a folder, and a database a file, of this file system. */
  readonly directories: "allowed" | "refused";
}

/** What every controller of an operator works with. */
export interface OperatorContext extends LookContext, Reporter {
  readonly observer: OperatorObserver;
}

/** Told what happens, for metrics and health. */
export interface OperatorObserver {
  reconciled(key: string, outcome: Outcome, milliseconds: number): void;
  /** How far the run under way is. */
  progressed(key: string, status: Status): void;
  /** The run under way gave up waiting for a lock, which so many held, as far as that can be told. */
  lockWaited(key: string, blockers: number): void;
  forgotten(key: string): void;
  /** How far the rollout of a DatabaseSet is. */
  rolledOut(key: string, status: DatabaseSetStatus): void;
  setForgotten(key: string): void;
}
