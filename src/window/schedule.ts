import type { Milliseconds } from "../core/duration.ts";

/** A time in which a run may change the database: opens when `cron` matches, stays open for `duration`. */
export interface Window {
  /** Five fields, minutes first. Day of month and day of week must both match. */
  readonly cron: string;
  readonly duration: Milliseconds;
}

/** When a watched database is looked at again, and when it may be changed. */
export interface Schedule {
  readonly resync: Milliseconds;
  /** IANA name, e.g. `Europe/Berlin`. */
  readonly timeZone: string;
  /** None: always open. */
  readonly windows: readonly Window[];
}
