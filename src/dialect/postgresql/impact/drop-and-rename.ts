import type { AlterObjectSchemaStmt, DropStmt, Node, ObjectType, RenameStmt } from "libpg-query";
import { type Impact, locks, type Named, risks } from "./fact.ts";
import { bodyOf, named, namedBy, words } from "./syntax.ts";

/** What stands in its own right, and fails whoever uses it once it is gone. */
const relations: readonly ObjectType[] = ["OBJECT_TABLE", "OBJECT_VIEW", "OBJECT_MATVIEW", "OBJECT_SEQUENCE", "OBJECT_FOREIGN_TABLE"];
const onTables: readonly ObjectType[] = ["OBJECT_TRIGGER", "OBJECT_POLICY", "OBJECT_RULE"];

export function dropped({ objects = [], removeType, concurrent }: DropStmt): Impact {
  const what = removeType ?? "OBJECT_TABLE";
  if (what === "OBJECT_INDEX")
    return objects.flatMap((object) => locks(listed(object), concurrent ? "shareUpdateExclusive" : "accessExclusive"));
  if (onTables.includes(what)) return objects.flatMap((object) => locks(listed(object, 1), "accessExclusive"));
  if (!relations.includes(what)) return [risks("incompatibleWithRunningApp", null, "what still uses what is dropped fails")];
  return objects.flatMap((object) => {
    const relation = listed(object);
    return [...locks(relation, "accessExclusive"), risks("incompatibleWithRunningApp", relation, "what still uses it fails")];
  });
}

export function renamed({ renameType, relation, subname = "", newname = "" }: RenameStmt): Impact {
  const of = named(relation);
  if (of === null) return [risks("incompatibleWithRunningApp", null, "what uses the old name fails")];
  if (renameType === "OBJECT_INDEX") return locks(of, "shareUpdateExclusive");
  const inside = renameType === "OBJECT_COLUMN" || renameType === "OBJECT_ATTRIBUTE";
  const internal =
    renameType === "OBJECT_TABCONSTRAINT" ||
    renameType === "OBJECT_TRIGGER" ||
    renameType === "OBJECT_POLICY" ||
    renameType === "OBJECT_RULE";
  return [
    ...locks(of, "accessExclusive"),
    ...(internal
      ? []
      : [risks("incompatibleWithRunningApp", of, inside ? `what uses ${subname} by its old name fails` : "what uses the old name fails")]),
    ...(inside || internal ? [] : [{ kind: "renames", from: of, to: { ...of, name: newname } } as const]),
  ];
}

export function moved({ relation, newschema = "" }: AlterObjectSchemaStmt): Impact {
  const of = named(relation);
  return [
    ...locks(of, "accessExclusive"),
    risks("incompatibleWithRunningApp", of, "what looks for it in its old schema fails"),
    ...(of === null ? [] : [{ kind: "renames", from: of, to: { ...of, schema: newschema } } as const]),
  ];
}

const listed = (object: Node, dropped = 0): Named | null => namedBy(words(bodyOf(object, "List")?.items), dropped);
