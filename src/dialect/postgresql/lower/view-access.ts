import type { Statement } from "../../../instruction/instruction.ts";
import type { SchemaObjectOf } from "../../../model/object.ts";
import { describeRef } from "../../../model/ref.ts";
import { qualified, quoteLiteral, regclass } from "../quote.ts";
import { aroundQuery, createView, viewWord } from "../object/view.ts";
import { statement } from "./statements.ts";

type View = SchemaObjectOf<"view">;

/** Settings that last as long as the transaction carry owner and grants across, and a query that only the server can spell. */
const setting = (place: string, what: "owner" | "acl" | "query"): string => quoteLiteral(`keelson.view_${place}_${what}`);

/** Remembers who owns a view, who may do what with it, and how its query reads now where renames made the text that we have stale. Triggers and rules on it would be lost without a word: they stop the stage. */
export function keepAccess(view: View, place: string): Statement {
  const found =
    `SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = c.oid AND NOT tgisinternal UNION ALL ` +
    `SELECT FROM pg_catalog.pg_rewrite WHERE ev_class = c.oid AND rulename <> '_RETURN'`;
  const message = `view ${describeRef(view.ref)} must be made again, and its triggers and rules, which are not managed, would be lost: drop them first and create them again after`;
  const query = isStale(view)
    ? `, pg_catalog.set_config(${setting(place, "query")}, rtrim(pg_catalog.pg_get_viewdef(c.oid), ';'), true)`
    : "";
  const body =
    `DECLARE c pg_catalog.pg_class; BEGIN SELECT * INTO STRICT c FROM pg_catalog.pg_class r WHERE r.oid = ${regclass(view.ref)}; ` +
    `IF EXISTS (${found}) THEN RAISE EXCEPTION USING MESSAGE = ${quoteLiteral(message)}; END IF; ` +
    `PERFORM pg_catalog.set_config(${setting(place, "owner")}, pg_catalog.pg_get_userbyid(c.relowner), true), pg_catalog.set_config(${setting(place, "acl")}, coalesce(c.relacl::text, ''), true)${query}; END`;
  return statement(`DO ${quoteLiteral(body)}`);
}

/** Makes the view again as it was when its access was kept. */
export function createAgain(view: View, place: string): Statement {
  if (!isStale(view)) return statement(createView(view));
  // The server's spelling names every column itself.
  const { head, tail } = aroundQuery({ ...view, body: { ...view.body, columns: null } });
  const body = `BEGIN EXECUTE ${quoteLiteral(`${head} AS `)} || pg_catalog.current_setting(${setting(place, "query")}) || ${quoteLiteral(tail)}; END`;
  return statement(`DO ${quoteLiteral(body)}`);
}

const isStale = ({ body }: View): boolean => body.query.form === "stale";

/** Gives owner and grants back to the view that was made again. */
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
