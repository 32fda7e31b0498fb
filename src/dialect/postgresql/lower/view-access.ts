import type { Statement } from "../../../instruction/instruction.ts";
import type { SchemaObjectOf } from "../../../model/object.ts";
import { qualified, quoteLiteral, regclass } from "../quote.ts";
import { viewWord } from "../object/view.ts";
import { statement } from "./statements.ts";

type View = SchemaObjectOf<"view">;

/** Settings that last as long as the transaction carry owner and grants across. */
const setting = (place: string, what: "owner" | "acl"): string => quoteLiteral(`keelson.view_${place}_${what}`);

/** Remembers who owns a view and who may do what with it. */
export const keepAccess = (view: View, place: string): Statement =>
  statement(
    `SELECT pg_catalog.set_config(${setting(place, "owner")}, pg_catalog.pg_get_userbyid(relowner), true), pg_catalog.set_config(${setting(place, "acl")}, coalesce(relacl::text, ''), true) ` +
      `FROM pg_catalog.pg_class WHERE oid = ${regclass(view.ref)}`,
  );

/** Gives both back to the view that was made again. */
export function restoreAccess(view: View, place: string): Statement {
  const name = quoteLiteral(qualified(view.ref));
  const owner = `EXECUTE format('ALTER ${viewWord(view.body)} %s OWNER TO %I', ${name}, owner);`;
  const body =
    `DECLARE owner name := pg_catalog.current_setting(${setting(place, "owner")}); granted record; BEGIN ` +
    `IF owner <> current_user THEN ${owner} END IF; ` +
    `FOR granted IN SELECT e.privilege_type, CASE e.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_catalog.pg_get_userbyid(e.grantee)) END AS role, e.is_grantable ` +
    `FROM pg_catalog.aclexplode(nullif(pg_catalog.current_setting(${setting(place, "acl")}), '')::aclitem[]) e WHERE e.grantee <> e.grantor LOOP ` +
    `EXECUTE format('GRANT %s ON %s TO %s%s', granted.privilege_type, ${name}, granted.role, CASE WHEN granted.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END); END LOOP; END`;
  return statement(`DO ${quoteLiteral(body)}`);
}
