import type { DefaultTarget } from "../../../model/database-body.ts";
import type { SchemaObjectOf } from "../../../model/object.ts";
import { quoteIdentifier } from "../quote.ts";
import type { Privileges } from "./access.ts";
import { roleName } from "./role-name.ts";

const words: Readonly<Record<DefaultTarget, string>> = {
  tables: "TABLES",
  sequences: "SEQUENCES",
  functions: "ROUTINES",
  types: "TYPES",
  schemas: "SCHEMAS",
};

type Privileged = SchemaObjectOf<"defaultPrivileges">;

const alter = ({ ref, body: { role } }: Privileged): string =>
  `ALTER DEFAULT PRIVILEGES FOR ROLE ${quoteIdentifier(role)}${ref.schema === undefined ? "" : ` IN SCHEMA ${quoteIdentifier(ref.schema)}`}`;

const list = (privileges: readonly string[]): string => privileges.map((privilege) => privilege.toUpperCase()).join(", ");

export const grantByDefault = (object: Privileged, { to, privileges }: Privileges, how: "plain" | "withOption"): string =>
  `${alter(object)} GRANT ${list(privileges)} ON ${words[object.body.on]} TO ${roleName(to)}${how === "withOption" ? " WITH GRANT OPTION" : ""}`;

export const revokeByDefault = (object: Privileged, { to, privileges }: Privileges, what: "privilege" | "option"): string =>
  `${alter(object)} REVOKE ${what === "option" ? "GRANT OPTION FOR " : ""}${list(privileges)} ON ${words[object.body.on]} FROM ${roleName(to)}`;
