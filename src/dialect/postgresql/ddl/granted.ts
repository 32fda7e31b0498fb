import type { GrantStmt } from "libpg-query";
import type { DdlGrant } from "../../../grammar/ddl.ts";
import { roleOf } from "./names.ts";

/** What GRANT or REVOKE is about, for each role; null where that cannot be said of a state. */
export function grantsOf({ is_grant, privileges, grantees, grant_option }: GrantStmt): readonly DdlGrant[] | null {
  const roles = (grantees ?? []).map((role) => ("RoleSpec" in role ? roleOf(role.RoleSpec) : null));
  if (roles.includes(null) || (is_grant !== true && grant_option === true)) return null;
  const given = (privileges ?? []).flatMap((each) => ("AccessPriv" in each ? each.AccessPriv : []));
  const parts: readonly Omit<DdlGrant, "to">[] =
    given.length === 0
      ? [{ privileges: ["all"] }]
      : given.map(({ priv_name, cols }) => ({
          privileges: [priv_name ?? "all"],
          ...(cols !== undefined && { columns: cols.flatMap((column) => ("String" in column ? (column.String.sval ?? "") : [])) }),
        }));
  return roles.flatMap((to) =>
    parts.map((part) => ({ to: to ?? "", ...part, ...(is_grant === true && grant_option === true && { grantOption: true }) })),
  );
}
