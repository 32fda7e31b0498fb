import type { DatabaseObject } from "../../object/database-object.ts";
import type { DatabaseSetObject } from "../../object/database-set-object.ts";
import type { WatchedObjects } from "../../watched/watched-objects.ts";
import type { SelectedSecrets } from "./selected-secrets.ts";
import type { SetReporter } from "./set-reporter.ts";

/** What the work on a DatabaseSet needs of the rest of the operator. */
export interface SetParts {
  readonly sets: WatchedObjects<DatabaseSetObject>;
  readonly databases: WatchedObjects<DatabaseObject>;
  readonly secrets: SelectedSecrets;
  readonly reporter: SetReporter;
  /** Digests of the Databases of a set that were found good. */
  readonly checked: Map<string, ReadonlySet<string>>;
  /** A change to any of these Databases is work for the set. */
  follow(key: string, databases: readonly string[]): void;
  /** Of a set that is gone. */
  forget(key: string): void;
}
