import { canonical } from "../../../model/expression.ts";
import { defaultName, impliedNotNull, makeObjectName } from "../../../model/naming.ts";
import type { IndexNames, PartitionBy, PartitionOf } from "../../../model/partitioning.ts";
import { type ObjectRef, tableRef } from "../../../model/ref.ts";
import { collationSql, nameSql } from "./names.ts";
import { printed } from "./read-again.ts";

export interface PartitioningRow {
  readonly partitionBy: {
    readonly method: "r" | "l" | "h";
    readonly keys: readonly { readonly column: string | null; readonly opclass: string | null; readonly collation: string | null }[];
    /** Those of the keys that are no columns, behind each other. */
    readonly expressions: string | null;
    /** All of the keys as the server spells them. */
    readonly definition: string;
  } | null;
  readonly partitionOf: { readonly schema: string; readonly table: string; readonly bounds: string } | null;
  readonly inherits: readonly { readonly schema: string; readonly table: string }[] | null;
  /** Its columns, where they stand otherwise than in its table, or than those that inherit do. */
  readonly columnOrder: readonly string[] | null;
  /** By column the name of its NOT NULL, where that is not its table's. */
  readonly notNullNames: Readonly<Record<string, string>> | null;
  /** Its share of indexes and keys: by what constraint, of which columns, and how the whole of it is called. */
  readonly shares:
    | readonly {
        readonly whole: string;
        readonly name: string;
        readonly type: "p" | "u" | "x" | null;
        readonly columns: readonly string[];
      }[]
    | null;
}

const columnNames = (relation: string): string =>
  `(SELECT json_agg(a.attname ORDER BY a.attnum)::text FROM pg_attribute a WHERE a.attrelid = ${relation} AND a.attnum > 0 AND NOT a.attisdropped)`;

/** What CREATE TABLE would not do by itself: it puts columns from above first, those of the table that is named first before the others. */
const otherOrder = `(SELECT nullif(json_agg(o.name ORDER BY o.number)::text, json_agg(o.name ORDER BY o.turn, o.place, o.number)::text)::json
      FROM (SELECT a.attname AS name, a.attnum AS number, p.turn, p.place FROM pg_attribute a LEFT JOIN LATERAL (SELECT i.inhseqno AS turn, u.attnum AS place FROM pg_inherits i
          JOIN pg_attribute u ON u.attrelid = i.inhparent AND u.attname = a.attname WHERE i.inhrelid = c.oid ORDER BY 1 LIMIT 1) p ON true
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) o)`;

/** SQL for a PartitioningRow of the relation \`c\`. */
export const partitioningColumns = `
    CASE WHEN c.relkind = 'p' THEN (SELECT json_build_object('method', p.partstrat, 'expressions', pg_get_expr(p.partexprs, p.partrelid), 'definition', pg_get_partkeydef(p.partrelid), 'keys', (SELECT json_agg(json_build_object('column', a.attname,
        'opclass', CASE WHEN NOT o.opcdefault THEN ${nameSql("o.opcname", "o.opcnamespace")} END,
        'collation', CASE WHEN p.partcollation[k - 1] <> coalesce(a.attcollation, 0) THEN ${collationSql("p.partcollation[k - 1]")} END) ORDER BY k)
      FROM generate_series(1, p.partnatts) k LEFT JOIN pg_attribute a ON a.attrelid = p.partrelid AND a.attnum = p.partattrs[k - 1] AND a.attnum <> 0
        JOIN pg_opclass o ON o.oid = p.partclass[k - 1]))
     FROM pg_partitioned_table p WHERE p.partrelid = c.oid) END AS "partitionBy",
    CASE WHEN c.relispartition THEN (SELECT json_build_object('schema', pn.nspname, 'table', pc.relname, 'bounds', pg_get_expr(c.relpartbound, c.oid))
     FROM pg_inherits i JOIN pg_class pc ON pc.oid = i.inhparent JOIN pg_namespace pn ON pn.oid = pc.relnamespace WHERE i.inhrelid = c.oid) END AS "partitionOf",
    CASE WHEN c.relispartition THEN (SELECT nullif(${columnNames("c.oid")}, ${columnNames("i.inhparent")})::json FROM pg_inherits i WHERE i.inhrelid = c.oid)
      WHEN c.oid IN (SELECT inhrelid FROM pg_inherits) THEN ${otherOrder} END AS "columnOrder",
    CASE WHEN c.relispartition THEN (SELECT json_object_agg(a.attname, k.conname) FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
      WHERE k.conrelid = c.oid AND k.contype = 'n' AND NOT EXISTS (SELECT FROM pg_inherits i JOIN pg_constraint hk ON hk.conrelid = i.inhparent AND hk.contype = 'n' AND hk.conname = k.conname WHERE i.inhrelid = c.oid)) END AS "notNullNames",
    CASE WHEN NOT c.relispartition AND c.oid IN (SELECT inhrelid FROM pg_inherits) THEN (SELECT json_agg(json_build_object('schema', pn.nspname, 'table', pc.relname) ORDER BY i.inhseqno)
     FROM pg_inherits i JOIN pg_class pc ON pc.oid = i.inhparent JOIN pg_namespace pn ON pn.oid = pc.relnamespace WHERE i.inhrelid = c.oid) END AS inherits,
    CASE WHEN c.relispartition AND c.relhasindex THEN (SELECT json_agg(json_build_object('whole', r.relname, 'name', x.relname, 'type', (SELECT k.contype FROM pg_constraint k WHERE k.conrelid = c.oid AND k.conindid = x.oid AND k.contype IN ('p', 'u', 'x')),
        'columns', (SELECT json_agg(a.attname ORDER BY a.attnum) FROM pg_attribute a WHERE a.attrelid = r.oid)) ORDER BY r.relname COLLATE "C")
      FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid AND x.relispartition JOIN pg_class r ON r.oid = pg_partition_root(x.oid) WHERE i.indrelid = c.oid) END AS shares`;

export function partitioning(
  table: string,
  { partitionBy, partitionOf, columnOrder, notNullNames, inherits, shares }: PartitioningRow,
): {
  readonly inherits?: readonly ObjectRef[];
  readonly partitionBy?: PartitionBy;
  readonly partitionOf?: PartitionOf;
  readonly columnOrder?: readonly string[];
  readonly notNullNames?: Readonly<Record<string, string>>;
  readonly indexNames?: IndexNames;
} {
  return {
    ...(inherits === null ? {} : { inherits: inherits.map((parent) => tableRef(parent.schema, parent.table)) }),
    ...(columnOrder === null ? {} : { columnOrder }),
    ...(notNullNames === null ? {} : chosenNames(table, notNullNames)),
    ...(shares === null ? {} : { indexNames: indexNames(table, shares) }),
    ...(partitionBy === null ? {} : { partitionBy: by(partitionBy) }),
    ...(partitionOf === null
      ? {}
      : {
          partitionOf: {
            table: tableRef(partitionOf.schema, partitionOf.table),
            bounds: canonical(partitionOf.bounds.replace(/^FOR VALUES /, "")),
          },
        }),
  };
}

/** Without those that PostgreSQL makes up. */
function chosenNames(table: string, names: Readonly<Record<string, string>>): { readonly notNullNames?: Readonly<Record<string, string>> } {
  const chosen = Object.entries(names).filter(([column, name]) => name !== impliedNotNull({ parent: { name: table }, name: column }));
  return chosen.length === 0 ? {} : { notNullNames: Object.fromEntries(chosen.toSorted(([a], [b]) => (a < b ? -1 : 1))) };
}

/** Where two would have the same name, which of them has it is as well to be said. */
function indexNames(table: string, shares: NonNullable<PartitioningRow["shares"]>): IndexNames {
  const implied = shares.map(({ type, columns }) =>
    type === null
      ? defaultName.index(table, columns, free)
      : type === "p"
        ? makeObjectName(table, null, "pkey")
        : defaultName[type === "u" ? "unique" : "exclude"](table, columns, free),
  );
  return Object.fromEntries(
    shares.map(({ whole, name }, at) => [
      whole,
      { name, ...(name === implied[at] && implied.filter((other) => other === name).length === 1 && { implied: true as const }) },
    ]),
  );
}

const free = (): boolean => false;

function by({ method, keys, expressions, definition }: NonNullable<PartitioningRow["partitionBy"]>): PartitionBy {
  const left = [...topLevelParts(expressions ?? "")];
  return {
    method: methods[method],
    keys: keys.map(({ collation, ...key }) => {
      if (key.column !== null) return { ...key, collation, expression: null };
      const text = left.shift() ?? "";
      return { ...key, collation: isCollated(text, definition) ? collation : null, expression: printed(text) };
    }),
  };
}

/** An expression has the collation of what it is made of, unless the server's own spelling of the key adds one. */
const isCollated = (text: string, definition: string): boolean => [text, `(${text})`].some((key) => definition.includes(`${key} COLLATE `));

const methods = { r: "range", l: "list", h: "hash" } as const;

/** Expressions that the server prints behind each other: only a comma outside of parentheses and quotes stands between two. */
function topLevelParts(text: string): readonly string[] {
  const parts = [""];
  let depth = 0;
  for (const [piece] of text.matchAll(/'(?:[^']|'')*'|"(?:[^"]|"")*"|[\s\S]/g)) {
    if (piece === "(" || piece === "[") depth++;
    if (piece === ")" || piece === "]") depth--;
    if (piece === "," && depth === 0) parts.push("");
    else parts[parts.length - 1] += piece;
  }
  return parts.map((part) => part.trim());
}
