import type { SchemaObjectOf } from "../../model/object.ts";
import type { Named } from "../../port/act.ts";
import type { Situation } from "../rule.ts";

const checksOf = (table: Named, { find, before, after }: Situation): readonly SchemaObjectOf<"check">[] => {
  const found = find(table);
  if (found === undefined) return [];
  return [...before.children(found.ref, "check"), ...after.children(found.ref, "check")] as readonly SchemaObjectOf<"check">[];
};

/** The second is how it is said of rows, of which the first asks each field. */
const proofs = ["IS NOT NULL", "IS DISTINCT FROM NULL"];

/** Whether a valid check says already that the column holds no NULL. */
export function isProved(table: Named, column: string, at: Situation): boolean {
  const proving = new Set(proofs.map((proof) => bare(`${column} ${proof}`)));
  return checksOf(table, at).some(({ body }) => !body.notValid && proving.has(bare(body.expression.text)));
}

/** Without what it may be wrapped in, for who spells it may quote it. */
const bare = (expression: string): string => expression.replace(/[()"\s]/g, "").toLowerCase();

/** Whether the table has any valid check, which may be the one that says what rows fit. */
export const hasValidCheck = (table: Named, at: Situation): boolean => checksOf(table, at).some(({ body }) => !body.notValid);
