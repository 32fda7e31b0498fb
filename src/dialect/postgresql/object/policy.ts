import type { PolicyBody } from "../../../model/body.ts";
import type { SchemaObjectOf } from "../../../model/object.ts";
import type { ObjectRef } from "../../../model/ref.ts";
import { home, quoteIdentifier } from "../quote.ts";
import { roleName } from "./role-name.ts";

type Policy = Pick<SchemaObjectOf<"policy">, "ref" | "body">;

export function createPolicy({ ref, body }: Policy): string {
  const kind = `${body.permissive ? "" : " AS RESTRICTIVE"}${body.command === "all" ? "" : ` FOR ${body.command.toUpperCase()}`}`;
  return `CREATE POLICY ${policyOn(ref)}${kind}${to(body)}${using(body)}${check(body)}`;
}

/** What differs between two policies for the same command; null where PostgreSQL can only make it anew. */
export function alterPolicy(before: Policy, after: Policy): string | null {
  const [old, now] = [before.body, after.body];
  if (old.command !== now.command || old.permissive !== now.permissive) return null;
  if ((old.using !== null && now.using === null) || (old.check !== null && now.check === null)) return null;
  const roles = old.roles.join("\u0001") === now.roles.join("\u0001") ? "" : to(now, "said");
  const seen = old.using?.text === now.using?.text ? "" : using(now);
  const written = old.check?.text === now.check?.text ? "" : check(now);
  return `ALTER POLICY ${policyOn(before.ref)}${roles}${seen}${written}`;
}

export const dropPolicy = (ref: ObjectRef): string => `DROP POLICY ${policyOn(ref)}`;
export const renamePolicy = (ref: ObjectRef, name: string): string => `ALTER POLICY ${policyOn(ref)} RENAME TO ${quoteIdentifier(name)}`;

/** `name ON table` */
export const policyOn = (ref: ObjectRef): string => `${quoteIdentifier(ref.name)} ON ${home(ref)}`;

const to = ({ roles }: PolicyBody, everybody: "said" | "implied" = "implied"): string =>
  everybody === "implied" && roles.join() === "public" ? "" : ` TO ${roles.map(roleName).join(", ")}`;
/** An expression may end in a comment: what follows stands on a line of its own. */
const using = ({ using: seen }: PolicyBody): string => (seen === null ? "" : ` USING (${seen.text}\n)`);
const check = ({ check: written }: PolicyBody): string => (written === null ? "" : ` WITH CHECK (${written.text}\n)`);
