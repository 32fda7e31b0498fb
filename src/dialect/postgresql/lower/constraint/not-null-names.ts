import type { Statement } from "../../../../instruction/instruction.ts";
import type { SchemaObjectOf } from "../../../../model/object.ts";
import type { ObjectRef } from "../../../../model/ref.ts";
import { impliedNotNull } from "../../../../model/naming.ts";
import { home, qualified, quoteIdentifier, quoteLiteral } from "../../quote.ts";
import type { Situation } from "../statement/situation.ts";
import { statement } from "../statement/statements.ts";

type Column = SchemaObjectOf<"column">;

/** From 18 on NOT NULL has a name, made up from table and column: where it still is that one, it follows a rename of either. */
export function renamedNotNulls(
  columns: readonly (readonly [before: Column, after: ObjectRef])[],
  { context }: Situation,
): readonly Statement[] {
  if (context.facts.serverVersion < 180000) return [];
  const renames = columns.flatMap(([{ ref, body }, after]) => {
    const [from, to] = [impliedNotNull(ref), impliedNotNull(after)];
    if (body.nullable || from === to) return [];
    const exists = `SELECT FROM pg_catalog.pg_constraint WHERE conrelid = ${quoteLiteral(home(after))}::pg_catalog.regclass AND contype = 'n' AND conname = ${quoteLiteral(from)}`;
    return [
      `IF EXISTS (${exists}) THEN ALTER TABLE ${qualified(after.parent as ObjectRef)} RENAME CONSTRAINT ${quoteIdentifier(from)} TO ${quoteIdentifier(to)}; END IF;`,
    ];
  });
  return renames.length === 0 ? [] : [statement(`DO ${quoteLiteral(`BEGIN ${renames.join(" ")} END`)}`)];
}
