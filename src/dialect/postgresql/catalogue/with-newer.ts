/**
 * A catalogue with columns that older servers do not have, for FROM: each can be asked for as `newer_<column>`, and is NULL where it is not there.
 * A bare name is looked for inside the subquery first, and then outside of it; the planner dissolves both, so that it costs nothing for a row.
 * `older`: the columns that every server has, where not all of them may be read.
 */
export const withNewer = (catalogue: string, columns: Readonly<Record<string, string>>, older: readonly string[] = ["*"]): string => {
  const names = Object.keys(columns);
  const absent = names.map((name) => `NULL::${columns[name]} AS ${name}`).join(", ");
  return `(SELECT cc.* FROM (SELECT ${absent}) absent, LATERAL (SELECT ${older.map((column) => `ac.${column}`).join(", ")}, ${names.map((name) => `${name} AS newer_${name}`).join(", ")} FROM ${catalogue} ac) cc)`;
};
