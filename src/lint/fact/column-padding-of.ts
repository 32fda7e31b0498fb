import type { SchemaObjectOf } from "../../model/object.ts";
import { describeRef, type ObjectRef } from "../../model/ref.ts";
import type { Situation, Verdict } from "../rule.ts";

interface Layout {
  readonly align: number;
  /** null: of any length. */
  readonly size: number | null;
}

const layouts: readonly (readonly [RegExp, Layout])[] = [
  [/^(bigint|double precision|timestamp|time with|pg_lsn|money)/, { align: 8, size: 8 }],
  [/^(integer|real|date|oid)$/, { align: 4, size: 4 }],
  [/^smallint$/, { align: 2, size: 2 }],
  [/^boolean$/, { align: 1, size: 1 }],
  [/^uuid$/, { align: 1, size: 16 }],
];

const layoutOf = (type: string): Layout => layouts.find(([pattern]) => pattern.test(type))?.[1] ?? { align: 4, size: null };

/** Bytes between columns of fixed length that another order would not leave. */
export function wasted(table: ObjectRef, { after }: Situation): Verdict {
  const columns = (after.children(table, "column") as readonly SchemaObjectOf<"column">[]).map(({ body }) => layoutOf(body.type));
  const fixed = columns.filter(({ size }) => size !== null);
  const now = gaps(columns);
  const best = gaps(fixed.toSorted((a, b) => b.align - a.align));
  return now - best < 8 ? null : `columns of ${describeRef(table)} leave ${now - best} bytes of each row unused`;
}

/** What aligning leaves out; behind a value of any length nobody knows. */
function gaps(columns: readonly Layout[]): number {
  let [at, lost] = [0, 0];
  for (const { align, size } of columns) {
    if (size === null) return lost;
    const gap = (align - (at % align)) % align;
    lost += gap;
    at += gap + size;
  }
  return lost;
}
