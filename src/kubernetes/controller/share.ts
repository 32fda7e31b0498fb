import type { Transport } from "../client/transport.ts";

/** The Databases that are this replica's to work on at the moment. */
export interface Share {
  /** Other replicas work on Databases too, and know of these only what their statuses say. */
  readonly isPart: boolean;
  has(key: string): boolean;
  /** For all that is written about a Database: nothing is, once that is another's. */
  transportFor(key: string): Transport;
}
