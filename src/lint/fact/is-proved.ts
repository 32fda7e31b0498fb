import type { SchemaObjectOf } from "../../model/object.ts";
import type { Named } from "../../port/act.ts";
import type { Situation } from "../rule.ts";

const checksOf = (table: Named, { find, before, after }: Situation): readonly SchemaObjectOf<"check">[] => {
  const found = find(table);
  if (found === undefined) return [];
  return [...before.children(found.ref, "check"), ...after.children(found.ref, "check")] as readonly SchemaObjectOf<"check">[];
};

/** Whether a valid check says already that the column holds no NULL. */
export const isProved = (table: Named, column: string, at: Situation): boolean =>
  checksOf(table, at).some(({ body }) => !body.notValid && bare(body.expression.text) === bare(`${column} IS NOT NULL`));

/** Without what it may be wrapped in, for who spells it may quote it. */
const bare = (expression: string): string => expression.replace(/[()"\s]/g, "").toLowerCase();

/** Whether the table has any valid check, which may be the one that says what rows fit. */
export const hasValidCheck = (table: Named, at: Situation): boolean => checksOf(table, at).some(({ body }) => !body.notValid);
