import { canonical } from "../../../model/expression.ts";
import type { SchemaObjectOf } from "../../../model/object.ts";
import { declared } from "../../../model/object.ts";
import type { ObjectRef } from "../../../model/ref.ts";
import { parseView, relationsRead } from "../parse/view.ts";
import { quoteIdentifier, quoteNames } from "../quote.ts";

export type View = SchemaObjectOf<"view">;

/** `relation` finds the table or view that a name means. */
export function readView(schema: string, name: string, sql: string, relation: (name: string) => ObjectRef | undefined): View {
  const { query, columns } = parseView(sql);
  const reads = new Map(
    relationsRead(query).flatMap((read) => {
      const ref = relation(read);
      return ref === undefined || ref.name === name ? [] : [[`${ref.kind} ${ref.name}`, ref] as const];
    }),
  );
  return {
    kind: "view",
    ref: { kind: "view", schema, name },
    body: { query: canonical(query), columns, materialized: false, withData: true, options: {}, check: null, reads: [...reads.values()] },
    origin: declared,
  };
}

export const writeView = ({ ref, body }: View): string =>
  `CREATE VIEW ${quoteIdentifier(ref.name)}${body.columns === null ? "" : ` (${quoteNames(body.columns)})`} AS ${body.query.text}`;
