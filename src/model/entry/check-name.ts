import { identifiersIn } from "../identifier.ts";

// Words that stand in checks without naming a column.
const words: ReadonlySet<string> = new Set(
  "and or not is null in like ilike between true false similar to any all distinct from case when then else end current_date current_timestamp".split(
    " ",
  ),
);

/** The one column that an expression mentions, as PostgreSQL uses it for the name; null where it is none or several. */
export function soleColumn(expression: string): string | null {
  const names = new Set(
    identifiersIn(expression)
      .map(({ name }) => name)
      .filter((name) => !words.has(name)),
  );
  const [only] = names;
  return names.size === 1 && only !== undefined ? only : null;
}
