import type { ColumnDef, Constraint } from "libpg-query";
import { isSteadyCall } from "../lower/statement/constant.ts";
import { blocks, locks, rewrites, risks, type Impact, type Named } from "./fact.ts";
import { bodiesOf, named, words } from "./syntax.ts";

/** What `ADD CONSTRAINT` does to a table. */
export function addedConstraint(
  table: Named | null,
  { contype, skip_validation: later, indexname, pktable, raw_expr: expression }: Constraint,
): Impact {
  switch (contype) {
    case "CONSTR_FOREIGN":
      return [
        ...locks(table, "shareRowExclusive"),
        ...locks(named(pktable), "shareRowExclusive"),
        ...(later
          ? []
          : [
              risks("constraintScan", table, "the whole table is read for the new foreign key"),
              blocks(table, "nobody can write to it"),
              blocks(named(pktable), "nobody can write to it"),
            ]),
      ];
    case "CONSTR_CHECK":
      return [
        ...locks(table, "accessExclusive"),
        ...(later || expression === undefined ? [] : scanned(table, "the whole table is read for the new check")),
      ];
    case "CONSTR_NOTNULL":
      return [
        ...locks(table, "accessExclusive"),
        risks("incompatibleWithRunningApp", table, "writing NULL to the column fails"),
        ...(later ? [] : scanned(table, "the whole table is read for NOT NULL")),
      ];
    case "CONSTR_PRIMARY":
    case "CONSTR_UNIQUE":
    case "CONSTR_EXCLUSION":
      return [
        ...locks(table, "accessExclusive"),
        ...(indexname === undefined ? [risks("indexBuild", table, "reads the whole table"), blocks(table, "nobody can use it")] : []),
      ];
    default:
      return locks(table, "accessExclusive");
  }
}

const scanned = (table: Named | null, message: string): Impact => [
  risks("constraintScan", table, message),
  blocks(table, "nobody can use it"),
];

/** What `ADD COLUMN` does to a table. */
export function addedColumn(table: Named | null, column: ColumnDef): Impact {
  const constraints = bodiesOf(column.constraints, "Constraint");
  const valued =
    constraints.some(({ contype }) => contype === "CONSTR_DEFAULT" || contype === "CONSTR_IDENTITY" || contype === "CONSTR_GENERATED") ||
    isSerial(column);
  const required = constraints.some(({ contype }) => contype === "CONSTR_NOTNULL" || contype === "CONSTR_PRIMARY");
  return [
    ...locks(table, "accessExclusive"),
    ...(isSerial(column) || constraints.some(differsPerRow)
      ? rewrites(table, "every row gets a value of its own, so the whole table is written anew")
      : []),
    ...(required && !valued
      ? [
          risks(
            "incompatibleWithRunningApp",
            table,
            `${column.colname ?? "the new column"} is NOT NULL without a default: what does not know it fails`,
          ),
        ]
      : []),
    ...constraints.filter(isKey).flatMap((constraint) => addedConstraint(table, constraint)),
    ...constraints.filter(({ contype }) => contype === "CONSTR_CHECK").flatMap((constraint) => addedConstraint(table, constraint)),
    // Nothing is looked up for a new column that is NULL in every row.
    ...constraints
      .filter(({ contype }) => contype === "CONSTR_FOREIGN")
      .flatMap((constraint) => addedConstraint(table, { ...constraint, skip_validation: !valued })),
  ];
}

const isKey = ({ contype }: Constraint): boolean => contype === "CONSTR_PRIMARY" || contype === "CONSTR_UNIQUE";

const isSerial = ({ typeName }: ColumnDef): boolean => /^(small|big)?serial[248]?$/.test(words(typeName?.names).at(-1) ?? "");

function differsPerRow({ contype, raw_expr: value, generated_kind: generated }: Constraint): boolean {
  if (contype === "CONSTR_IDENTITY") return true;
  if (contype === "CONSTR_GENERATED") return generated !== "v";
  return contype === "CONSTR_DEFAULT" && !isSteady(value);
}

/** Every call in it is known to give one value for a whole statement. */
function isSteady(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(isSteady);
  if (typeof value !== "object" || value === null) return true;
  return Object.entries(value).every(
    ([kind, inner]) => (kind === "FuncCall" ? isSteadyCall(words(inner.funcname).at(-1) ?? "") : true) && isSteady(inner),
  );
}
