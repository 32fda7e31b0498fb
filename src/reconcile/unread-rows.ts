import { type DeclaredRows, isCompared } from "../change/declared-rows.ts";
import type { MissingRight } from "../port/rights.ts";
import type { UnmanagedObject } from "../port/session.ts";
import { describeRef } from "../model/ref.ts";
import { RightsMissingError } from "./missing-rights.ts";
import type { Run } from "./run.ts";

/** Declared rows of a table that the role may not read, and why: nobody knows whether they are there. */
export interface UnreadRows extends MissingRight {
  readonly declared: DeclaredRows;
}

/** Those among them; none where the dialect has no rights. */
export async function findUnread({ session: { rights } }: Run, rows: readonly DeclaredRows[]): Promise<readonly UnreadRows[]> {
  if (rows.length === 0) return [];
  const why = (await rights?.unreadable(rows.map((declared) => ({ table: declared.table, columns: comparedColumns(declared) })))) ?? [];
  return rows.flatMap((declared, place) => {
    const missing = why[place] ?? null;
    return missing === null ? [] : [{ declared, ...missing }];
  });
}

const comparedColumns = ({ key, rows }: DeclaredRows): readonly string[] => [
  ...new Set([...key, ...rows.flatMap((row) => Object.keys(row).filter((name) => isCompared(row[name])))]),
];

/** As what is not compared is told. */
export const describeUnread = ({ declared: { table }, message }: UnreadRows): UnmanagedObject => ({
  kind: "rows",
  name: describeRef(table),
  reason: `${message}, so whether they are there is unknown`,
});

/** Whoever is to keep rows in step must see them. @throws RightsMissingError */
export function refuseUnread(unread: readonly UnreadRows[]): void {
  const [first] = unread;
  if (first === undefined) return;
  const code = "right-missing";
  const diagnostics = unread.map(({ message, remedy }) => ({ code, severity: "error" as const, message, remedy }));
  throw new RightsMissingError(first.message, { code, diagnostics });
}
