import type { Precondition, Statement } from "../../../instruction/instruction.ts";
import type { ObjectRef } from "../../../model/ref.ts";
import { describeRef } from "../../../model/ref.ts";
import type { Facts } from "../../../port/facts.ts";
import { quoteIdentifier, quoteLiteral } from "../quote.ts";
import { statement } from "./draft.ts";
import { inverseOf, lossOfTable } from "./hazard.ts";

export function dropTable(ref: ObjectRef, facts: Facts): readonly Statement[] {
  const hazards = lossOfTable(facts, ref);
  return [statement(`DROP TABLE ${quoteIdentifier(ref.name)}`, ref, inverseOf(hazards), hazards)];
}

/** DROP TABLE deletes its rows one by one: a foreign key that nobody planned for would cascade. */
export const nobodyRefersTo = (ref: ObjectRef): Precondition => ({
  sql: `SELECT NOT EXISTS (SELECT 1 FROM pragma_table_list AS t, pragma_foreign_key_list(t.name) AS k
    WHERE t.schema = 'main' AND t.type = 'table' AND t.name <> ${quoteLiteral(ref.name)} COLLATE NOCASE AND k."table" = ${quoteLiteral(ref.name)} COLLATE NOCASE)`,
  message: `a table refers to ${describeRef(ref)}, which the plan drops`,
});
