import type { Dialect } from "../../../port/dialect.ts";
import type { Settings } from "../../../reconcile/settings.ts";
import type { DatabaseResource } from "../../../resource/resource.ts";
import type { DatabaseObject } from "../../object/database-object.ts";

/** A Database object that can be worked on: read, checked, with its dialect loaded. */
export interface DatabaseSubject {
  readonly key: string;
  readonly namespace: string;
  readonly object: DatabaseObject;
  readonly database: DatabaseResource;
  readonly settings: Settings;
  readonly dialect: Dialect;
}
