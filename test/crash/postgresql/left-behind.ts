import { askRows } from "../../server/ask.ts";

/** What a whole run of the canonical plan leaves, and nothing else. */
export const whole = {
  rows: "300 600",
  index: true,
  constraint: true,
  heads: "r3",
  history: "1 r1, 2 r2, 3 r3",
  unfinished: "0",
  held: "0",
};

export async function leftBehind(url: string): Promise<unknown> {
  const [row] = await askRows(
    url,
    `SELECT (SELECT count(*) || ' ' || sum(n) FROM person) AS rows,
      (SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass('person_age')) AS index,
      (SELECT convalidated FROM pg_constraint WHERE conname = 'grown') AS constraint,
      (SELECT string_agg(revision, ', ' ORDER BY revision) FROM keelson.head) AS heads,
      (SELECT string_agg(seq || ' ' || revision, ', ' ORDER BY seq) FROM keelson.history) AS history,
      ((SELECT count(*) FROM keelson.progress) + (SELECT count(*) FROM keelson.backfill))::text AS unfinished,
      (SELECT count(*)::text FROM keelson.lease WHERE holder IS NOT NULL) AS held`,
  );
  return row;
}
