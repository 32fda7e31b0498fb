import type { ObjectRef } from "../../../model/ref.ts";

/** Privileges on rows, as GRANT spells them. */
export type RowPrivilege = "SELECT" | "INSERT" | "UPDATE" | "DELETE";

/** A right on something that is there before the plan runs. */
export type Need =
  /** Schemas are made in the database. */
  | { readonly right: "createSchema" }
  | { readonly right: "createIn"; readonly schema: string }
  /** To find anything in it. */
  | { readonly right: "enter"; readonly schema: string }
  /** To alter it. */
  | { readonly right: "own"; readonly object: ObjectRef }
  /** Whoever owns its schema may drop it too. */
  | { readonly right: "drop"; readonly object: ObjectRef }
  | { readonly right: "refer"; readonly object: ObjectRef; readonly columns: readonly string[] }
  | { readonly right: "useType"; readonly object: ObjectRef }
  | { readonly right: "rows"; readonly object: ObjectRef; readonly privileges: readonly RowPrivilege[] };

/** The first revision that has the need; null: a computed difference. */
export interface PlacedNeed {
  readonly need: Need;
  readonly revision: string | null;
}
