import type { HazardKind, LockMode } from "../../../instruction/instruction.ts";

/** A relation as a statement names it; without a schema the search path decides. */
export interface Named {
  readonly schema?: string;
  readonly name: string;
}

/** One thing that the text of a statement says of its run. What it means for this database is decided where the schema is known. */
export type Fact =
  | { readonly kind: "locks"; readonly relation: Named; readonly mode: LockMode }
  /** null: no relation is named. */
  | { readonly kind: "risks"; readonly hazard: HazardKind; readonly relation: Named | null; readonly message: string }
  /** `ifMissing`: one that is there stays. */
  | { readonly kind: "makes"; readonly relation: Named; readonly ifMissing: boolean }
  | { readonly kind: "renames"; readonly from: Named; readonly to: Named }
  /** Written anew, unless the stored bytes can stay as they are. */
  | { readonly kind: "retypes"; readonly relation: Named; readonly column: string; readonly type: string; readonly using: "given" | "none" }
  /** Read whole, unless a valid check says already that there is no NULL. */
  | { readonly kind: "requires"; readonly relation: Named; readonly column: string }
  /** Rows are written, few or many. */
  | { readonly kind: "writes"; readonly relation: Named };

/** All that a statement's text says of its run. */
export type Impact = readonly Fact[];

export const locks = (relation: Named | null, mode: LockMode): Impact => (relation === null ? [] : [{ kind: "locks", relation, mode }]);

export const risks = (hazard: HazardKind, relation: Named | null, message: string): Fact => ({ kind: "risks", hazard, relation, message });

/** A lock that lasts as long as the work does. */
export const blocks = (relation: Named | null, who: "nobody can use it" | "nobody can write to it"): Fact =>
  risks("longLock", relation, `${who} meanwhile`);

export const rewrites = (relation: Named | null, message = "the whole table is written anew, with its indexes"): Impact => [
  risks("tableRewrite", relation, message),
  blocks(relation, "nobody can use it"),
];
