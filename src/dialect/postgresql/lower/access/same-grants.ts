import type { Statement } from "../../../../instruction/instruction.ts";
import type { SchemaObjectOf } from "../../../../model/object.ts";
import { home, quoteLiteral } from "../../quote.ts";
import { statement } from "../statement/statements.ts";

type Column = SchemaObjectOf<"column">;

/** Who may use the one column may use the other. */
export function sameGrants(first: Pick<Column, "ref">, second: Pick<Column, "ref">): readonly Statement[] {
  const table = quoteLiteral(home(first.ref));
  const body =
    `DECLARE granted record; BEGIN FOR granted IN SELECT e.* FROM pg_catalog.pg_attribute a, pg_catalog.aclexplode(a.attacl) e ` +
    `WHERE a.attrelid = ${table}::regclass AND a.attname = ${quoteLiteral(first.ref.name)} LOOP ` +
    `EXECUTE format('GRANT %s (%I) ON %s TO %s', granted.privilege_type, ${quoteLiteral(second.ref.name)}, ${table}, ` +
    `CASE granted.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_catalog.pg_get_userbyid(granted.grantee)) END); END LOOP; END`;
  return [statement(`DO ${quoteLiteral(body)}`)];
}
