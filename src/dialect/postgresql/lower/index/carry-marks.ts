import type { Statement } from "../../../../instruction/instruction.ts";
import type { ObjectRef } from "../../../../model/ref.ts";
import { indexName } from "../../object/index.ts";
import { qualified, quoteIdentifier, quoteLiteral } from "../../quote.ts";
import { statement } from "../statement/statements.ts";

/** The new index becomes what the old one was for its table beside an index: its replica identity, the order it is clustered by. */
export function carryMarks(table: ObjectRef, old: ObjectRef, fresh: ObjectRef): Statement {
  const alter = (how: string) => `ALTER TABLE ${qualified(table)} ${how} ${quoteIdentifier(fresh.name)};`;
  const body =
    `DECLARE i pg_catalog.pg_index; BEGIN SELECT * INTO i FROM pg_catalog.pg_index x WHERE x.indexrelid = pg_catalog.to_regclass(${quoteLiteral(indexName(old))}); ` +
    `IF i.indisreplident THEN ${alter("REPLICA IDENTITY USING INDEX")} END IF; IF i.indisclustered THEN ${alter("CLUSTER ON")} END IF; END`;
  return statement(`DO ${quoteLiteral(body)}`);
}
