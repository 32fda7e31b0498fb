import type { Statement } from "../../../../instruction/instruction.ts";
import type { SchemaObjectOf } from "../../../../model/object.ts";
import { describeRef } from "../../../../model/ref.ts";
import { qualified, quoteLiteral, regclass } from "../../quote.ts";
import { statement } from "../statement/statements.ts";

/** What the view of a table's old name takes over from the table; nothing for any other view. */
export function takeOverAccess({ ref, origin, body }: SchemaObjectOf<"view">): readonly Statement[] {
  if (origin.kind !== "scaffoldOf") return [];
  const view = quoteLiteral(qualified(ref));
  const table = regclass(origin.ref);
  const message = `row security of ${describeRef(origin.ref)} would not hold for its old name: that takes PostgreSQL 15; rename it without keepOld`;
  const guard =
    body.options.security_invoker === "true"
      ? ""
      : `IF (SELECT relrowsecurity FROM pg_catalog.pg_class WHERE oid = ${table}) THEN RAISE EXCEPTION USING MESSAGE = ${quoteLiteral(message)}; END IF; `;
  const grants =
    `FOR granted IN SELECT e.*, '' AS columns FROM pg_catalog.pg_class c, pg_catalog.aclexplode(c.relacl) e WHERE c.oid = ${table} ` +
    `UNION ALL SELECT e.*, ' (' || quote_ident(a.attname) || ')' FROM pg_catalog.pg_attribute a, pg_catalog.aclexplode(a.attacl) e WHERE a.attrelid = ${table} LOOP ` +
    `IF granted.grantee = granted.grantor OR granted.privilege_type NOT IN ('SELECT', 'INSERT', 'UPDATE', 'DELETE') THEN CONTINUE; END IF; ` +
    `EXECUTE format('GRANT %s%s ON %s TO %s', granted.privilege_type, granted.columns, ${view}, ` +
    `CASE granted.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_catalog.pg_get_userbyid(granted.grantee)) END); END LOOP; `;
  const owner =
    `owner := (SELECT pg_catalog.pg_get_userbyid(relowner) FROM pg_catalog.pg_class WHERE oid = ${table}); ` +
    `IF owner <> current_user THEN EXECUTE format('ALTER VIEW %s OWNER TO %I', ${view}, owner); END IF; `;
  return [statement(`DO ${quoteLiteral(`DECLARE granted record; owner name; BEGIN ${guard}${grants}${owner}END`)}`)];
}
