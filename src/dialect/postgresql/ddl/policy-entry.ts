import type { CreatePolicyStmt } from "libpg-query";
import type { PolicyEntry } from "../../../model/kind/policy.shape.ts";
import { roleOf } from "./names.ts";
import type { StatementText } from "./statement-text.ts";

/** Undefined where it is for whoever makes it: no document can name them. */
export function policyEntry(
  { policy_name = "", cmd_name, permissive, roles, qual, with_check, table }: CreatePolicyStmt,
  text: StatementText,
): PolicyEntry | undefined {
  const named = (roles ?? []).map((role) => ("RoleSpec" in role ? roleOf(role.RoleSpec) : null));
  if (named.includes(null)) return undefined;
  const names = named.flatMap((role) => role ?? []).filter((role) => role !== "public");
  const from = text.behindName(text.at(table?.location));
  const end = text.tokens.length;
  const using = text.find(from, end, "USING");
  return {
    name: policy_name,
    ...(cmd_name !== undefined && cmd_name !== "all" && { command: cmd_name as NonNullable<PolicyEntry["command"]> }),
    ...(names.length > 0 && { roles: names }),
    ...(permissive !== true && { permissive: false }),
    ...(qual !== undefined && { using: text.inParentheses(using) }),
    ...(with_check !== undefined && { check: text.inParentheses(text.find(using === end ? from : using, end, "CHECK")) }),
  };
}
