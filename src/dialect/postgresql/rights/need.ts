import type { OutsideKind } from "../../../model/outside-names.ts";
import type { Asking } from "../../../port/rights.ts";
import type { ObjectRef } from "../../../model/ref.ts";

/** Privileges on rows, as GRANT spells them. */
export type RowPrivilege = "SELECT" | "INSERT" | "UPDATE" | "DELETE";

/** What a plan may name that it does not make itself. */
export type FoundKind = "extension" | OutsideKind;

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
  /** To say who else may do what with it: whoever owns it, or holds these with the option to grant them on. */
  | { readonly right: "grant"; readonly object: ObjectRef; readonly privileges: readonly string[] }
  /** A role that is named must be there: none is ever created. */
  | { readonly right: "name"; readonly role: string }
  /** What is named beside the schema's own objects must be there, or be made before. */
  | { readonly right: "find"; readonly kind: FoundKind; readonly schema?: string; readonly name: string }
  /** To give it something, or to speak for it. */
  | { readonly right: "belong"; readonly role: string }
  /** What a role is given in a schema it must be able to make there. */
  | { readonly right: "receive"; readonly role: string; readonly schema: string }
  /** To set what its sessions begin with. */
  | { readonly right: "setFor"; readonly role: string }
  /** To set what every session of the database begins with. */
  | { readonly right: "ownDatabase" }
  | { readonly right: "extend"; readonly extension: string }
  | { readonly right: "useWrapper"; readonly wrapper: string }
  | { readonly right: "subscribe" }
  | { readonly right: "beSuperuser"; readonly to: string }
  | { readonly right: "rows"; readonly object: ObjectRef; readonly privileges: readonly RowPrivilege[] };

/** A need, and what has it first. */
export interface PlacedNeed {
  readonly need: Need;
  readonly asked: Asking;
}
