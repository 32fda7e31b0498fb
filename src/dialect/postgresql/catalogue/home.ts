import type { ObjectRef } from "../../../model/ref.ts";

/** The columns that every row about a child of a relation starts with. */
export interface HomeRow {
  readonly schema: string;
  readonly relation: string;
  readonly relkind: "r" | "p" | "f" | "v" | "m";
}

export const homeFields: Readonly<Record<keyof HomeRow, string>> = { schema: "m.nspname", relation: "m.relname", relkind: "m.relkind::text" };
export const homeColumns = Object.entries(homeFields).map(([name, value]) => `${value} AS ${name}`).join(", ");

/** The table or view that a child belongs to. */
export const homeRef = ({ schema, relation, relkind }: HomeRow): ObjectRef => ({ kind: relkind === "v" || relkind === "m" ? "view" : "table", schema, name: relation });
