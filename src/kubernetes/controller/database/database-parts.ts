import type { Milliseconds } from "../../../core/duration.ts";
import type { StandstillMemory } from "../../../reconcile/standstill.ts";
import type { Source } from "../../../source/source.ts";
import type { DatabaseObject } from "../../object/database-object.ts";
import type { WatchedObjects } from "../../watched/watched-objects.ts";
import type { Readings } from "../../watched/readings.ts";
import type { References } from "../../watched/references.ts";
import type { Plans } from "../plan/plans.ts";
import type { OwnClaims } from "./own-claims.ts";
import type { SilentServers } from "./silent-servers.ts";
import type { Subjects } from "./subjects.ts";

export interface OpenedSource {
  readonly source: Source;
  /** After which time it is to be looked at again, where it is one that has to be asked. */
  readonly interval?: Milliseconds;
}

/** What the work on a Database needs of the rest of the operator. */
export interface DatabaseParts {
  readonly databases: WatchedObjects<DatabaseObject>;
  /** What was read beside the object: a change to it is work. */
  readonly references: References;
  /** What was read so far, while it stands. */
  readonly readings: Readings;
  readonly subjects: Subjects;
  readonly plans: Plans;
  /** What the last look at the Database saw. */
  memory(key: string): StandstillMemory;
  readonly claims: OwnClaims;
  readonly servers: SilentServers;
  /** Of a Database that is gone: claims, watches, caches. */
  forget(key: string): void;
}
