import type { GrantStmt, Node } from "libpg-query";
import type { DdlAct, PlacedAct } from "../../../grammar/ddl.ts";
import type { SyntaxFault } from "../../../grammar/grammar.ts";
import { analyse } from "../analyse.ts";
import { ddlAddition } from "../definition/ddl-addition.ts";
import { ddlStatement } from "../definition/ddl-statement.ts";
import { readDefinition } from "../definition/read-definition.ts";
import type { NodeKind } from "../impact/syntax.ts";
import { databaseReaders } from "./database-readers.ts";
import { grantsOf } from "./granted.ts";
import { addressed, qualifiedName, roleOf } from "./names.ts";
import { alteredDomain, commentedOfDomain } from "./domain-constraint.ts";
import { alteredDefaults, databaseSet, roleSet } from "./read-database.ts";
import { none, type Readers, unread } from "./reader.ts";
import { relationReaders } from "./relation-readers.ts";
import { StatementText } from "./statement-text.ts";

/** What statements of DDL say of the state that is wanted, one by one. A fault where they do not parse. */
export function readDdl(sql: string): readonly PlacedAct[] | SyntaxFault {
  const statements = analyse(withoutCommands(sql));
  if ("message" in statements) return statements;
  return statements.flatMap(({ node, offset, from, sql: text }) =>
    [actsOf(node, new StatementText(text, from))].flat().map((act) => ({ offset: offset + commented(text), act })),
  );
}

/** How much of a statement's text are comments above it. */
const commented = (sql: string): number => /^(?:\s+|--[^\n]*|\/\*[\s\S]*?\*\/)*/.exec(sql)?.[0].length ?? 0;

/** Lines by which `pg_dump` speaks to psql alone; every character stays where it is. */
const withoutCommands = (sql: string): string =>
  sql.includes("\\") ? sql.replaceAll(/^\\(?:un)?restrict\b.*$/gm, (line) => " ".repeat(line.length)) : sql;

function defined(_body: unknown, { sql }: StatementText): DdlAct {
  const definition = readDefinition(sql);
  return "message" in definition ? unread(definition.message, "Use an `sql` step in a revision") : { act: "define", definition, sql };
}

/** One line for each statement that a document may give as SQL; those with a section of their own say which. */
const readers: Readers = {
  CreateFunctionStmt: defined,
  CreateTrigStmt: defined,
  RuleStmt: defined,
  CreateEventTrigStmt: defined,
  DefineStmt: defined,
  CreateEnumStmt: ({ typeName, vals }) => ({
    act: "enum",
    name: qualifiedName(typeName),
    values: (vals ?? []).flatMap((value) => ("String" in value ? (value.String.sval ?? "") : [])),
  }),
  CreateSchemaStmt: ({ schemaname, authrole, schemaElts }) =>
    schemaElts !== undefined || schemaname === undefined
      ? unread("CREATE SCHEMA with what is in it", "Write each object by itself")
      : { act: "schema", name: schemaname, owner: roleOf(authrole) },
  CreateExtensionStmt: ({ extname, options }) => {
    const schema = (options ?? []).flatMap((option) =>
      "DefElem" in option && option.DefElem.defname === "schema" ? (option.DefElem.arg ?? []) : [],
    )[0];
    return {
      act: "extension",
      name: extname ?? "",
      schema: schema !== undefined && "String" in schema ? (schema.String.sval ?? null) : null,
    };
  },
  CommentStmt: ({ objtype, object, comment }) => {
    if (objtype === "OBJECT_DOMCONSTRAINT") return commentedOfDomain(object, comment ?? "");
    const on = addressed(objtype, object);
    return on === null
      ? unread("this COMMENT", "Use `comment` where the object is declared")
      : { act: "comment", on, comment: comment ?? "" };
  },
  SecLabelStmt: ({ objtype, object, provider, label }) => {
    const on = addressed(objtype, object);
    return on === null || provider === undefined
      ? unread("this SECURITY LABEL", "Name its provider and an object that is declared")
      : { act: "securityLabel", on, provider, label: label ?? null };
  },
  AlterDomainStmt: alteredDomain,
  AlterOwnerStmt: ({ objectType, object, newowner }) => {
    const [of, owner] = [addressed(objectType, object), roleOf(newowner)];
    return of === null || owner === null
      ? unread("this ALTER … OWNER", "Name the object's `owner` where it is declared")
      : { act: "owner", of, owner };
  },
  GrantStmt: granted,
  ...relationReaders,
  ...databaseReaders,
  AlterDefaultPrivilegesStmt: alteredDefaults,
  AlterDatabaseSetStmt: databaseSet,
  AlterRoleSetStmt: roleSet,
  VariableSetStmt: ({ name, args }) => {
    const [only, another] = args ?? [];
    const path = only !== undefined && "A_Const" in only ? (only.A_Const.sval?.sval ?? "") : null;
    return name !== "search_path" || (path === "" && another === undefined)
      ? none
      : unread("SET search_path", "Write each name with its schema");
  },
  SelectStmt: (_body, { sql }) => (/\bset_config\s*\(/i.test(sql) ? none : unread("this statement", "Use an `sql` step in a revision")),
};

function actsOf(node: Node, text: StatementText): DdlAct | readonly DdlAct[] {
  if (ddlStatement(node) !== undefined) return defined(node, text);
  const addition = ddlAddition(node);
  if (addition !== undefined) return { act: "add", kind: addition.kind, name: addition.name, sql: text.sql };
  const [[kind, body] = ["", {}]] = Object.entries(node);
  const reader = readers[kind as NodeKind] as ((body: unknown, text: StatementText) => DdlAct | readonly DdlAct[]) | undefined;
  return reader === undefined ? unread("this statement", "Use an `sql` step in a revision") : reader(body, text);
}

function granted(body: GrantStmt): DdlAct {
  const { is_grant, targtype, objtype, objects } = body;
  const act = is_grant === true ? "grant" : "revoke";
  const on = (objects ?? []).map((object) => addressed(objtype, object));
  const grants = grantsOf(body);
  if (targtype !== "ACL_TARGET_OBJECT" || on.includes(null) || grants === null)
    return unread(`this ${act.toUpperCase()}`, "Name each object and each role, or write `grants` where the object is declared");
  return { act, on: on.flatMap((each) => each ?? []), grants };
}
