import type { SchemaObject, SchemaObjectOf } from "../../../model/object.ts";
import { namesOf } from "./needs-of-access.ts";
import type { Need } from "./need.ts";

/** What it takes to change what lies in no schema; null: what it takes of any other object. */
export function needsOfDatabaseObject(before: SchemaObject | null, after: SchemaObject | null): readonly Need[] | null {
  const object = after ?? before;
  switch (object?.kind) {
    case "setting":
      return object.body.role === null
        ? [{ right: "ownDatabase" }]
        : [
            { right: "name", role: object.body.role },
            { right: "setFor", role: object.body.role },
          ];
    case "defaultPrivileges":
      return [
        { right: "name", role: object.body.role },
        { right: "belong", role: object.body.role },
        ...(after === null ? [] : namesOf(object.body.given)),
      ];
    case "extension":
      return before === null
        ? [
            { right: "find", kind: "extension", name: object.ref.name },
            { right: "extend", extension: object.ref.name },
          ]
        : null;
    case "eventTrigger":
      return after === null ? null : [{ right: "beSuperuser", to: `make or change the event trigger ${object.ref.name}` }];
    case "foreignDataWrapper":
      return after === null ? null : [{ right: "beSuperuser", to: `make or change the foreign-data wrapper ${object.ref.name}` }];
    case "foreignServer":
      return before === null
        ? [
            { right: "find", kind: "foreignDataWrapper", name: object.body.wrapper },
            { right: "useWrapper", wrapper: object.body.wrapper },
            ...mappedRoles(object),
          ]
        : null;
    case "publication":
      return before === null ? toPublish(object) : null;
    case "subscription":
      return before === null ? [{ right: "subscribe" }] : null;
    default:
      return null;
  }
}

/** The roles that come to a server. */
export const mappedRoles = ({ body }: SchemaObjectOf<"foreignServer">): readonly Need[] =>
  (body.userMappings ?? []).flatMap(({ role }) => (role === "public" ? [] : [{ right: "name", role } as const]));

/** What is to come must be anybody's to publish. */
function toPublish({ ref, body }: SchemaObjectOf<"publication">): readonly Need[] {
  if (body.allTables || body.schemas.length > 0)
    return [{ right: "beSuperuser", to: `publish all tables of a database or a schema (${ref.name})` }];
  return [{ right: "createSchema" }, ...body.tables.map(({ table }): Need => ({ right: "own", object: table }))];
}
