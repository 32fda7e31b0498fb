import type { TObject, TProperties } from "@sinclair/typebox";
import { type DdlKind, ddlKinds } from "../ref.ts";
import { takesLabels } from "../security-label.ts";
import { ddlTraits, type DdlKindTraits } from "./ddl-kinds.ts";
import { comment, entry, entryName, owner, renamedFrom, schemaName, securityLabels } from "./entry.shape.ts";
import { name, sqlText } from "./field.shape.ts";
import { type GrantEntry, grants } from "./grant.shape.ts";
import type { Patch } from "./patch.shape.ts";
import type { StaticWhen } from "./when.shape.ts";

/** An object that is given as its statement; which of the fields that name it are there, its kind says. */
export type DdlObjectEntry = {
  name?: string;
  signature?: string;
  method?: string;
  schema?: string;
  renamedFrom?: string[];
  comment?: string;
  owner?: string;
  sql: string;
  grants?: GrantEntry[];
  securityLabels?: Record<string, string>;
  dialects?: Record<string, Patch<DdlObjectEntry>>;
  when?: StaticWhen;
};
export type DdlObjectShape = TObject & { static: DdlObjectEntry };

const identities: Readonly<Record<DdlKindTraits["named"], TProperties>> = {
  name: entryName,
  signature: { signature: name("Its name with the types of its operands: `=== (text, text)`, `NONE` where there is none.") },
  method: { ...entryName, method: name("Index method that it is for.") },
  types: { name: name("What it leads from and to, as the statement has it.") },
};

function shapeOf(kind: DdlKind): TObject {
  const { title, home, named, renamed, owner: owned, privileges } = ddlTraits[kind];
  return entry(kind, `${/^[aeiou]/.test(title) ? "An" : "A"} ${title}, given as its statement.`, {
    ...identities[named],
    ...(home === "schema" ? schemaName : {}),
    ...(renamed === "cannot" ? {} : renamedFrom),
    ...comment,
    ...(owned === "has" ? owner : {}),
    ...(takesLabels(kind) ? securityLabels : {}),
    sql: sqlText(`The whole CREATE statement of the ${title}; further statements about it may follow.`),
    ...(privileges === null ? {} : grants),
  });
}

/** The entries of kinds that are given as their statements. */
export const ddlObjectShapes = Object.fromEntries(ddlKinds.map((kind) => [kind, shapeOf(kind)])) as unknown as Readonly<
  Record<DdlKind, DdlObjectShape>
>;
