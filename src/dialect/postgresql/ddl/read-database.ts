import type { AlterDatabaseSetStmt, AlterDefaultPrivilegesStmt, AlterRoleSetStmt, Node, VariableSetStmt } from "libpg-query";
import type { DdlAct, DefaultPrivilegesAct } from "../../../grammar/ddl.ts";
import { grantsOf } from "./granted.ts";
import { roleOf, textsOf } from "./names.ts";

const unread = (statement: string, instead: string): DdlAct => ({ act: "unread", statement, instead });

/** The database that a statement names is taken for the one that the document is for. */
export const databaseSet = ({ setstmt }: AlterDatabaseSetStmt): DdlAct => settingIn(setstmt, null);

export function roleSet({ role, database, setstmt }: AlterRoleSetStmt): DdlAct {
  const name = role === undefined ? null : roleOf(role);
  if (database === undefined) return unread("ALTER ROLE … SET for all databases", "Write ALTER ROLE … IN DATABASE … SET");
  return name === null
    ? unread("ALTER ROLE … SET for a role without a name", "Name the role, or write ALTER DATABASE … SET")
    : settingIn(setstmt, name);
}

function settingIn(set: VariableSetStmt | undefined, role: string | null): DdlAct {
  const values = (set?.args ?? []).map(constantText);
  if (set?.kind !== "VAR_SET_VALUE" || set.name === undefined || values.includes(null))
    return unread("this SET", "Write SET with a value, or leave the setting out: what is not said is not there");
  return { act: "setting", parameter: set.name, role, values: values.flatMap((value) => value ?? []) };
}

function constantText(node: Node): string | null {
  if (!("A_Const" in node)) return null;
  const { sval, ival, fval } = node.A_Const;
  return sval?.sval ?? fval?.fval ?? (ival === undefined ? null : String(ival.ival ?? 0));
}

const targets: Readonly<Record<string, DefaultPrivilegesAct["on"]>> = {
  OBJECT_TABLE: "tables",
  OBJECT_SEQUENCE: "sequences",
  OBJECT_FUNCTION: "functions",
  OBJECT_TYPE: "types",
  OBJECT_SCHEMA: "schemas",
};

export function alteredDefaults({ options, action }: AlterDefaultPrivilegesStmt): DdlAct {
  const lists = new Map(
    (options ?? []).flatMap((option) => ("DefElem" in option ? [[option.DefElem.defname ?? "", listOf(option.DefElem.arg)] as const] : [])),
  );
  const roles = (lists.get("roles") ?? []).map((role) => ("RoleSpec" in role ? roleOf(role.RoleSpec) : null));
  const on = targets[action?.objtype ?? ""];
  const grants = action === undefined ? null : grantsOf(action);
  if (roles.length === 0 || roles.includes(null))
    return unread("ALTER DEFAULT PRIVILEGES without a role", "Write FOR ROLE with the role that makes the objects");
  if (on === undefined || grants === null) return unread("this ALTER DEFAULT PRIVILEGES", "Write it under `defaultPrivileges`");
  const schemas = lists.get("schemas");
  return {
    act: "defaultPrivileges",
    how: action?.is_grant === true ? "grant" : "revoke",
    roles: roles.flatMap((role) => role ?? []),
    schemas: schemas === undefined ? null : textsOf(schemas),
    on,
    grants,
  };
}

const listOf = (node: Node | undefined): readonly Node[] => (node !== undefined && "List" in node ? (node.List.items ?? []) : []);
