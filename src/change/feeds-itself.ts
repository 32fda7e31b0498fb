/**
 * A column that a step writes and whose old value one of its expressions reads (`n = n + 1`), so that doing it twice is not doing it once;
 * undefined where there is none. By the name alone: text in quotes that looks like it counts.
 */
export function feedsItself(set: Readonly<Record<string, string>>): string | undefined {
  const words = new Set(
    Object.values(set).flatMap((sql) => (sql.match(/[\p{L}_][\p{L}\p{N}_$]*/gu) ?? []).map((word) => word.toLowerCase())),
  );
  return Object.keys(set).find((column) => words.has(column.toLowerCase()));
}
