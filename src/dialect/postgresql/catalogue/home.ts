import type { ObjectRef } from "../../../model/ref.ts";

/** The columns that every row about a child of a relation starts with. */
export interface HomeRow {
  readonly schema: string;
  readonly relation: string;
  readonly relkind: "r" | "p" | "f" | "v" | "m";
}

export const homeColumns = "m.nspname AS schema, m.relname AS relation, m.relkind::text AS relkind";

/** The table or view that a child belongs to. */
export const homeRef = ({ schema, relation, relkind }: HomeRow): ObjectRef => ({
  kind: relkind === "v" || relkind === "m" ? "view" : "table",
  schema,
  name: relation,
});
