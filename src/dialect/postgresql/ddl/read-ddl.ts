import type { AlterTableStmt, GrantStmt, Node } from "libpg-query";
import type { DdlAct, PlacedAct } from "../../../grammar/ddl.ts";
import type { SyntaxFault } from "../../../grammar/grammar.ts";
import { analyse } from "../analyse.ts";
import { ddlAddition } from "../definition/ddl-addition.ts";
import { ddlStatement } from "../definition/ddl-statement.ts";
import { readDefinition } from "../definition/read-definition.ts";
import type { Body, NodeKind } from "../impact/syntax.ts";
import { grantsOf } from "./granted.ts";
import { addressed, qualifiedName, roleOf } from "./names.ts";
import { alteredDefaults, databaseSet, roleSet } from "./read-database.ts";

/** What statements of DDL say of the state that is wanted, one by one. A fault where they do not parse. */
export function readDdl(sql: string): readonly PlacedAct[] | SyntaxFault {
  const statements = analyse(sql);
  if ("message" in statements) return statements;
  return statements.map(({ node, offset, sql: text }) => ({ offset, act: actOf(node, text) }));
}

type Reader<K extends NodeKind> = (body: Body<K>, sql: string) => DdlAct;
type Readers = { readonly [K in NodeKind]?: Reader<K> };

const unread = (statement: string, instead: string): DdlAct => ({ act: "unread", statement, instead });

function defined(_body: unknown, sql: string): DdlAct {
  const definition = readDefinition(sql);
  return "message" in definition ? unread(definition.message, "Use an `sql` step in a revision") : { act: "define", definition, sql };
}

/** Of what CREATE defines by a list of options. */
const titles: Readonly<Record<string, string>> = {
  OBJECT_OPERATOR: "OPERATOR",
  OBJECT_TYPE: "TYPE",
  OBJECT_TSCONFIGURATION: "TEXT SEARCH CONFIGURATION",
  OBJECT_TSDICTIONARY: "TEXT SEARCH DICTIONARY",
  OBJECT_TSPARSER: "TEXT SEARCH PARSER",
  OBJECT_TSTEMPLATE: "TEXT SEARCH TEMPLATE",
};

/** One line for each statement that a document may give as SQL; those with a section of their own say which. */
const readers: Readers = {
  CreateFunctionStmt: defined,
  CreateTrigStmt: defined,
  RuleStmt: defined,
  CreateEventTrigStmt: defined,
  DefineStmt: (body, sql) => (body.kind === "OBJECT_AGGREGATE" ? defined(body, sql) : unread(`CREATE ${titles[body.kind ?? ""] ?? "of this kind"}`, "Use an `sql` step in a revision")),
  CreateEnumStmt: ({ typeName, vals }) => ({ act: "enum", name: qualifiedName(typeName), values: (vals ?? []).flatMap((value) => ("String" in value ? (value.String.sval ?? "") : [])) }),
  CreateSchemaStmt: ({ schemaname, authrole, schemaElts }) =>
    schemaElts !== undefined || schemaname === undefined ? unread("CREATE SCHEMA with what is in it", "Write each object by itself") : { act: "schema", name: schemaname, owner: roleOf(authrole) },
  CreateExtensionStmt: ({ extname, options }) => {
    const schema = (options ?? []).flatMap((option) => ("DefElem" in option && option.DefElem.defname === "schema" ? (option.DefElem.arg ?? []) : []))[0];
    return { act: "extension", name: extname ?? "", schema: schema !== undefined && "String" in schema ? (schema.String.sval ?? null) : null };
  },
  CommentStmt: ({ objtype, object, comment }) => {
    const on = addressed(objtype, object);
    return on === null ? unread("this COMMENT", "Use `comment` where the object is declared") : { act: "comment", on, comment: comment ?? "" };
  },
  AlterOwnerStmt: ({ objectType, object, newowner }) => {
    const [of, owner] = [addressed(objectType, object), roleOf(newowner)];
    return of === null || owner === null ? unread("this ALTER … OWNER", "Name the object's `owner` where it is declared") : { act: "owner", of, owner };
  },
  AlterTableStmt: alteredTable,
  GrantStmt: granted,
  AlterDefaultPrivilegesStmt: alteredDefaults,
  AlterDatabaseSetStmt: databaseSet,
  AlterRoleSetStmt: roleSet,
  CreateStmt: () => unread("CREATE TABLE", "Write it under `tables`"),
  ViewStmt: () => unread("CREATE VIEW", "Write it under `views`"),
  CreateTableAsStmt: () => unread("CREATE … AS", "Write a materialized view under `views`"),
  CreateSeqStmt: () => unread("CREATE SEQUENCE", "Write it under `sequences`"),
  CreateDomainStmt: () => unread("CREATE DOMAIN", "Write it under `domains`"),
  CompositeTypeStmt: () => unread("a composite type", "Write it under `compositeTypes`"),
  CreateRangeStmt: () => unread("a range type", "Write it under `rangeTypes`"),
  IndexStmt: () => unread("CREATE INDEX", "Write it below its table, under `indexes`"),
  CreateFdwStmt: () => unread("CREATE FOREIGN DATA WRAPPER", "Write it under `foreignDataWrappers`"),
  CreateForeignServerStmt: () => unread("CREATE SERVER", "Write it under `foreignServers`"),
  CreatePublicationStmt: () => unread("CREATE PUBLICATION", "Write it under `publications`"),
  CreatePolicyStmt: () => unread("CREATE POLICY", "Write it below its table, under `policies`"),
};

function actOf(node: Node, sql: string): DdlAct {
  if (ddlStatement(node) !== undefined) return defined(node, sql);
  const addition = ddlAddition(node);
  if (addition !== undefined) return { act: "add", kind: addition.kind, name: addition.name, sql };
  const [[kind, body] = ["", {}]] = Object.entries(node);
  const reader = readers[kind as NodeKind] as ((body: unknown, sql: string) => DdlAct) | undefined;
  return reader === undefined ? unread("this statement", "Use an `sql` step in a revision") : reader(body, sql);
}

function alteredTable({ relation, cmds, objtype }: AlterTableStmt): DdlAct {
  const [command, another] = (cmds ?? []).flatMap((each) => ("AlterTableCmd" in each ? each.AlterTableCmd : []));
  const of = relation === undefined ? null : addressed(objtype, { RangeVar: relation });
  const owner = command?.subtype === "AT_ChangeOwner" && another === undefined ? roleOf(command.newowner) : null;
  return of === null || owner === null ? unread("this ALTER TABLE", "Say it where the table is declared") : { act: "owner", of, owner };
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
