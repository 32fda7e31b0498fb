import fc from "fast-check";

/** The `spec` of a Schema document that every engine takes, with the rows that its tables can hold. */
export interface RandomSchema {
  readonly spec: Readonly<Record<string, unknown>>;
  readonly tables: readonly RandomTable[];
}

interface RandomTable {
  readonly name: string;
  readonly columns: readonly RandomColumn[];
}

interface RandomColumn {
  readonly name: string;
  readonly type: string;
  /** The SQL of its value in a row. */
  readonly value: (row: number) => string;
}

interface Family {
  readonly types: readonly string[];
  readonly value: (row: number) => string;
  readonly default: string;
}

/** Columns by name; the types of one hold the same values, so that rows survive every change between them. */
const families: Readonly<Record<string, Family>> = {
  size: { types: ["integer", "bigint", "numeric(8,2)", "text"], value: (row) => `'${row}'`, default: "7" },
  "first name": { types: ["varchar(10)", "varchar(20)", "text"], value: (row) => `'it''s ${row}'`, default: "'x'" },
  Mail: { types: ["text", "varchar(40)"], value: (row) => `'${row}@é.de'`, default: "lower('A')" },
  order: { types: ["boolean"], value: () => "true", default: "false" },
};

const column = fc.record({ type: fc.nat(3), nullable: fc.boolean(), filled: fc.boolean(), unique: fc.boolean() });
const table = fc.record({
  columns: fc.record({ size: fc.option(column), "first name": fc.option(column), Mail: fc.option(column), order: fc.option(column) }),
  check: fc.constantFrom(null, "id > 0", "id > -1"),
  index: fc.constantFrom(
    null,
    {},
    { unique: true },
    { where: "id > 5" },
    { keys: [{ column: "id", order: "desc" }] },
    { keys: [{ expression: "id + 1" }] },
  ),
  refersTo: fc.constantFrom(null, "users", "teams of two", "Group"),
  onDelete: fc.constantFrom("noAction", "cascade", "setNull"),
});
type TableSeed = typeof table extends fc.Arbitrary<infer Value> ? Value : never;

const quoted = (name: string): string => `"${name}"`;

function columnsOf(seed: TableSeed) {
  return Object.entries(families).flatMap(([name, family]) => {
    const chosen = seed.columns[name as keyof TableSeed["columns"]];
    if (chosen === null) return [];
    // What is required must be filled where rows are already there.
    const filled = chosen.filled || !chosen.nullable;
    const type = family.types[chosen.type % family.types.length] as string;
    return [
      {
        name,
        family,
        unique: chosen.unique && name !== "order" && chosen.nullable && !filled,
        entry: { name, type, nullable: chosen.nullable, ...(filled ? { default: defaultOf(family, type) } : {}) },
      },
    ];
  });
}

/** A number as a text's default would be no text everywhere. */
const defaultOf = (family: Family, type: string): string => (family.default === "7" && type === "text" ? "'7'" : family.default);

function tableEntry(name: string, seed: TableSeed, all: readonly string[]): Record<string, unknown> {
  const columns = columnsOf(seed);
  const refers = seed.refersTo !== null && all.includes(seed.refersTo);
  return {
    name,
    columns: [
      { name: "id", type: "bigint", identity: "byDefault" },
      ...columns.map(({ entry }) => entry),
      ...(refers ? [{ name: "refers", type: "bigint" }] : []),
    ],
    primaryKey: { columns: ["id"] },
    unique: columns.flatMap((each) => (each.unique ? [{ name: `${name}_${each.name}_key`, columns: [each.name] }] : [])),
    checks: seed.check === null ? [] : [{ name: `${name} check`, expression: seed.check }],
    foreignKeys: refers
      ? [{ name: `${name} refers`, columns: ["refers"], references: { table: seed.refersTo, columns: ["id"] }, onDelete: seed.onDelete }]
      : [],
    indexes:
      seed.index === null
        ? []
        : [{ name: `${name} index`, ...(seed.index !== null && "keys" in seed.index ? {} : { columns: ["id"] }), ...seed.index }],
  };
}

const tableSeeds = fc.record({ users: table, "teams of two": fc.option(table), Group: fc.option(table) });

export const arbitrarySchema: fc.Arbitrary<RandomSchema> = fc
  .record({ seeds: tableSeeds, viewed: fc.boolean() })
  .map(({ seeds, viewed }) => {
    const present = Object.entries(seeds).filter((pair): pair is [string, TableSeed] => pair[1] !== null);
    const names = present.map(([name]) => name);
    return {
      spec: {
        tables: present.map(([name, seed]) => tableEntry(name, seed, names)),
        views: viewed ? [{ name: "counted", query: `SELECT count(id) AS n FROM ${quoted("users")}` }] : [],
      },
      tables: present.map(([name, seed]) => ({
        name,
        columns: columnsOf(seed).map(({ entry, family }) => ({ name: entry.name, type: entry.type, value: family.value })),
      })),
    };
  });

/** The statements that put three rows into each table. */
export const fillStatements = ({ tables }: RandomSchema): readonly string[] =>
  tables.map(({ name, columns }) => {
    const names = ["id", ...columns.map((column) => column.name)].map(quoted).join(", ");
    const rows = [1, 2, 3].map((row) => `(${[row, ...columns.map((column) => column.value(row))].join(", ")})`);
    return `INSERT INTO ${quoted(name)} (${names}) VALUES ${rows.join(", ")}`;
  });

/** Queries for all that must be the same in both: rows of tables in both, and of them the columns whose type stays. */
export const keptRows = (from: RandomSchema, to: RandomSchema): readonly string[] =>
  from.tables.flatMap(({ name, columns }) => {
    const other = to.tables.find((table) => table.name === name);
    if (other === undefined) return [];
    const same = columns.filter((column) => other.columns.some((each) => each.name === column.name && each.type === column.type));
    return [`SELECT ${["id", ...same.map((column) => column.name)].map(quoted).join(", ")} FROM ${quoted(name)} ORDER BY id`];
  });
