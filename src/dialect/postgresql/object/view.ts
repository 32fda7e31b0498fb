import type { SchemaObjectOf } from "../../../model/object.ts";
import { columnList, optionList, qualified } from "../quote.ts";

type View = Pick<SchemaObjectOf<"view">, "ref" | "body">;

export function createView({ ref, body }: View): string {
  const options = Object.keys(body.options).length === 0 ? "" : ` WITH (${optionList(body.options)})`;
  const columns = body.columns === null ? "" : ` ${columnList(body.columns)}`;
  const tail = body.materialized ? (body.withData ? "" : "\nWITH NO DATA") : body.check === null ? "" : `\nWITH ${body.check.toUpperCase()} CHECK OPTION`;
  // The query may end in a comment: what follows stands on a line of its own.
  return `CREATE ${viewWord(body)} ${qualified(ref)}${columns}${options} AS\n${body.query.text}${tail}`;
}

export const dropView = ({ ref, body }: View): string => `DROP ${viewWord(body)} ${qualified(ref)}`;

export const viewWord = ({ materialized }: { readonly materialized: boolean }): string => (materialized ? "MATERIALIZED VIEW" : "VIEW");
