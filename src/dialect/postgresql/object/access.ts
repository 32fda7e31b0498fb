import { isDdlObject, type SchemaObject } from "../../../model/object.ts";
import { home, qualified, quoteIdentifier, quoteLiteral } from "../quote.ts";
import { ddlAddress } from "./ddl.ts";
import { addressOf } from "./address.ts";
import { roleName } from "./role-name.ts";
import { routineAddress } from "./routine.ts";

/** One privilege or all of them, on the object or on a column of it. */
export interface Privileges {
  readonly to: string;
  readonly privileges: readonly string[];
  readonly column?: string;
}

export const grantOn = (object: SchemaObject, { to, privileges, column }: Privileges, how: "plain" | "withOption"): string =>
  `GRANT ${list(privileges, column ?? ownColumn(object))} ON ${grantTarget(object)} TO ${roleName(to)}${how === "withOption" ? " WITH GRANT OPTION" : ""}`;

export const revokeOn = (object: SchemaObject, { to, privileges, column }: Privileges, what: "privilege" | "option"): string =>
  `REVOKE ${what === "option" ? "GRANT OPTION FOR " : ""}${list(privileges, column ?? ownColumn(object))} ON ${grantTarget(object)} FROM ${roleName(to)}`;

/** As `format` takes it: for a role that only the server knows. */
export const revokeTemplate = (object: SchemaObject): string => `REVOKE ALL ON ${grantTarget(object).replaceAll("%", "%%")} FROM %s`;

/** `role`: null stands for whoever runs it. */
export const setOwner = (object: SchemaObject, role: string | null): string =>
  `ALTER ${addressOf(object)} OWNER TO ${role === null ? "CURRENT_USER" : quoteIdentifier(role)}`;

/** null: none any more. */
export const labelOn = (object: SchemaObject, provider: string, label: string | null): string =>
  `SECURITY LABEL FOR ${quoteIdentifier(provider)} ON ${addressOf(object)} IS ${label === null ? "NULL" : quoteLiteral(label)}`;

const list = (privileges: readonly string[], column: string | undefined): string =>
  privileges.map((privilege) => `${privilege.toUpperCase()}${column === undefined ? "" : ` (${quoteIdentifier(column)})`}`).join(", ");

const ownColumn = ({ kind, ref }: SchemaObject): string | undefined => (kind === "column" ? ref.name : undefined);

/** As GRANT names it. */
function grantTarget(object: SchemaObject): string {
  if (isDdlObject(object)) return ddlAddress(object.ref);
  const { ref } = object;
  switch (object.kind) {
    case "schema":
      return `SCHEMA ${quoteIdentifier(ref.name)}`;
    case "enum":
    case "domain":
    case "compositeType":
    case "rangeType":
      return `TYPE ${qualified(ref)}`;
    case "sequence":
      return `SEQUENCE ${qualified(ref)}`;
    case "function":
    case "procedure":
    case "aggregate":
      return routineAddress(object.kind, ref);
    case "table":
    case "view":
      return `TABLE ${qualified(ref)}`;
    case "column":
      return `TABLE ${home(ref)}`;
    case "foreignDataWrapper":
      return `FOREIGN DATA WRAPPER ${quoteIdentifier(ref.name)}`;
    case "foreignServer":
      return `FOREIGN SERVER ${quoteIdentifier(ref.name)}`;
    case "primaryKey":
    case "unique":
    case "check":
    case "foreignKey":
    case "exclude":
    case "index":
    case "trigger":
    case "rule":
    case "eventTrigger":
    case "extension":
    case "policy":
    case "publication":
    case "subscription":
    case "setting":
    case "defaultPrivileges":
      return neverItsOwn(object);
  }
}

function neverItsOwn({ kind }: SchemaObject): never {
  throw new TypeError(`a ${kind} has no access of its own`);
}
