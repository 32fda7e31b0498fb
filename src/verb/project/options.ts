import type { Clock } from "../../core/clock.ts";
import type { Logger } from "../../core/logger.ts";
import type { ExecutionEvent } from "../../execute/execution-event.ts";
import type { HazardKind } from "../../instruction/instruction.ts";

/** What every verb takes; the flags of every verb of the command line. */
export interface VerbOptions {
  /** The Database document(s): a file, a folder, or `-` for standard input. Default `keelson.yaml`. */
  readonly file?: string;
  /** Which database, where the file holds several. */
  readonly database?: string;
  /** Overrides `spec.connection`; before KEELSON_URL, before the document. */
  readonly url?: string;
  readonly environment?: string;
  readonly variables?: Readonly<Record<string, string>>;
  /** How long to wait for the lease, e.g. `10m`. */
  readonly lockWait?: string;
  /** How long the whole run may take. */
  readonly timeout?: string;
  /** Consent to loss of data, or to another hazard that policy wants approved. */
  readonly allow?: readonly HazardKind[];
  /** Aborted: the running stage ends or rolls back, then the run stops. */
  readonly signal?: AbortSignal;
  /** Aborted: the running statement is cancelled at once. */
  readonly cancel?: AbortSignal;
  readonly logger?: Logger;
  readonly clock?: Clock;
  /** Told what a run does while it goes. */
  readonly onEvent?: (event: ExecutionEvent) => void;
}
