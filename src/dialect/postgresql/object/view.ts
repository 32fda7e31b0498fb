import type { SchemaObjectOf } from "../../../model/object.ts";
import { columnList, optionList, qualified, quoteIdentifier } from "../quote.ts";

type View = Pick<SchemaObjectOf<"view">, "ref" | "body">;

export function createView(view: View): string {
  const { head, tail } = aroundQuery(view);
  return `${head} AS\n${view.body.query.text}${tail}`;
}

/** What stands before and after the query of a view. It may end in a comment: what follows stands on a line of its own. */
export function aroundQuery({ ref, body }: View): { readonly head: string; readonly tail: string } {
  const options = Object.keys(body.options).length === 0 ? "" : ` WITH (${optionList(body.options)})`;
  const columns = body.columns === null ? "" : ` ${columnList(body.columns)}`;
  const kept = body.accessMethod === undefined ? "" : ` USING ${quoteIdentifier(body.accessMethod)}`;
  const place = body.tablespace === undefined ? "" : ` TABLESPACE ${quoteIdentifier(body.tablespace)}`;
  const tail = body.materialized
    ? body.withData
      ? ""
      : "\nWITH NO DATA"
    : body.check === null
      ? ""
      : `\nWITH ${body.check.toUpperCase()} CHECK OPTION`;
  return { head: `CREATE ${viewWord(body)} ${qualified(ref)}${columns}${kept}${options}${place}`, tail };
}

export const dropView = ({ ref, body }: View): string => `DROP ${viewWord(body)} ${qualified(ref)}`;

export const viewWord = ({ materialized }: { readonly materialized: boolean }): string => (materialized ? "MATERIALIZED VIEW" : "VIEW");
