import { ignoring } from "./ignored.ts";
import type { SchemaObject } from "./object.ts";
import type { ObjectRef } from "./ref.ts";
import { schemaOf } from "./ref.ts";

/** What of a database is managed. */
interface Managed {
  readonly schemas: readonly string[];
  /** Patterns of what is left alone in them; none, where absent. */
  readonly ignore?: readonly string[];
}

/** Whether a table is none of ours: in a schema that is not managed, or ignored. */
export const isLeftAlone = (table: ObjectRef, { schemas, ignore = [] }: Managed): boolean =>
  !schemas.includes(schemaOf(table) ?? "") || (ignore.length > 0 && ignoring(ignore)(table));

/** The object; a foreign key says whether it leads out of what is managed. */
export const sayingOutside = (object: SchemaObject, managed: Managed): SchemaObject =>
  object.kind === "foreignKey" && isLeftAlone(object.body.references.table, managed)
    ? { ...object, body: { ...object.body, outside: "leftAlone" } }
    : object;
