import type { Statement } from "../../../../instruction/instruction.ts";
import type { SchemaObjectOf } from "../../../../model/object.ts";
import { qualified, quoteIdentifier, quoteLiteral, regclass } from "../../quote.ts";
import { statement } from "./statements.ts";

type View = SchemaObjectOf<"view">;

/** Comments on the columns of a view, which are no objects of their own. */
export function columnComments(before: View | null, { ref, body }: View): readonly Statement[] {
  const [old, now] = [before?.body.columnComments ?? {}, body.columnComments ?? {}];
  return Object.keys({ ...old, ...now })
    .filter((column) => old[column] !== now[column])
    .map((column) =>
      statement(
        `COMMENT ON COLUMN ${qualified(ref)}.${quoteIdentifier(column)} IS ${now[column] === undefined ? "NULL" : quoteLiteral(now[column])}`,
      ),
    );
}

/** Of a view that is made again: on the columns that it still has. */
export function keptColumnComments({ ref, body }: View): readonly Statement[] {
  const comments = Object.entries(body.columnComments ?? {}).map(([column, text]) => {
    const isThere = `EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = ${regclass(ref)} AND attname = ${quoteLiteral(column)} AND NOT attisdropped)`;
    return `IF ${isThere} THEN COMMENT ON COLUMN ${qualified(ref)}.${quoteIdentifier(column)} IS ${quoteLiteral(text)}; END IF;`;
  });
  return comments.length === 0 ? [] : [statement(`DO ${quoteLiteral(`BEGIN ${comments.join(" ")} END`)}`)];
}
