import type { DropStmt, ObjectType, RenameStmt } from "libpg-query";
import type { Act } from "../../../port/act.ts";
import { bodyOf, named, namedBy, words } from "../impact/syntax.ts";

const what: Readonly<Partial<Record<ObjectType, string>>> = {
  OBJECT_TABLE: "table",
  OBJECT_FOREIGN_TABLE: "table",
  OBJECT_VIEW: "view",
  OBJECT_MATVIEW: "materialized view",
  OBJECT_SEQUENCE: "sequence",
  OBJECT_INDEX: "index",
  OBJECT_SCHEMA: "schema",
  OBJECT_TYPE: "type",
  OBJECT_DOMAIN: "domain",
  OBJECT_EXTENSION: "extension",
  OBJECT_DATABASE: "database",
  OBJECT_FUNCTION: "function",
  OBJECT_PROCEDURE: "function",
  OBJECT_ROUTINE: "function",
  OBJECT_COLUMN: "column",
  OBJECT_TABCONSTRAINT: "constraint",
};

export function dropped({ objects = [], removeType, behavior, concurrent, missing_ok: guarded = false }: DropStmt): readonly Act[] {
  const cascade = behavior === "DROP_CASCADE";
  return objects.flatMap((object): readonly Act[] => {
    const single = bodyOf(object, "String")?.sval;
    const parts =
      single !== undefined
        ? [single]
        : words(bodyOf(object, "List")?.items ?? bodyOf(object, "TypeName")?.names ?? bodyOf(object, "ObjectWithArgs")?.objname);
    const name = namedBy(parts);
    if (name === null) return [];
    const drop: Act = { kind: "drop", what: what[removeType ?? "OBJECT_TABLE"] ?? "object", name, cascade };
    return removeType === "OBJECT_INDEX"
      ? [{ kind: "dropIndex", index: name, concurrently: concurrent === true, guarded }, ...(cascade ? [drop] : [])]
      : [drop];
  });
}

export function renamed({ renameType, relation, object, subname, newname = "" }: RenameStmt): readonly Act[] {
  const of = named(relation);
  const inside = renameType === "OBJECT_COLUMN" || renameType === "OBJECT_ATTRIBUTE" || renameType === "OBJECT_TABCONSTRAINT";
  const kind = renameType === "OBJECT_ATTRIBUTE" ? "column" : (what[renameType ?? "OBJECT_TABLE"] ?? "object");
  const whole = of ?? namedBy(words(bodyOf(object, "List")?.items ?? bodyOf(object, "TypeName")?.names)) ?? { name: subname ?? "" };
  return [{ kind: "rename", what: kind, of: inside ? whole : null, from: inside ? { name: subname ?? "" } : whole, to: newname }];
}
