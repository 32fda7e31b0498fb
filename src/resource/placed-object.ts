import type { EntryPath } from "../model/entry/entry-context.ts";
import type { SchemaObject } from "../model/object.ts";
import type { SchemaResource } from "./resource.ts";

/** One entry's objects and where it stands; positions are looked up only for what is reported. */
export interface Placed {
  readonly object: SchemaObject;
  readonly resource: SchemaResource;
  readonly path: EntryPath;
}
