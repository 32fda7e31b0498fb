import type { ColumnState, ColumnType, HistoryState, TableState } from "./history-state.ts";

/** Numbers that choose: what to do, to which table and column, and how. */
export interface Picks {
  readonly move: number;
  readonly table: number;
  readonly column: number;
  readonly choice: number;
}

type Steps = readonly object[];

const spellings = ["thing", "Thing", "a thing", "order", "größe"];
const types: readonly ColumnType[] = ["integer", "bigint", "text", "varchar(40)"];
const isNumber = (type: ColumnType): boolean => type === "integer" || type === "bigint";
const quoted = (name: string): string => `"${name}"`;
const nothingToUndo = { downgrade: [] };

function freshName(state: HistoryState, { choice }: Picks): string {
  state.next++;
  return `${spellings[choice % spellings.length]}${state.next}`;
}

const pickOf = <T>(list: readonly T[], pick: number): T | undefined => list[pick % Math.max(1, list.length)];

const withTable =
  (move: (state: HistoryState, picks: Picks, table: TableState) => Steps) =>
  (state: HistoryState, picks: Picks): Steps => {
    const table = pickOf(state.tables, picks.table);
    return table === undefined ? [] : move(state, picks, table);
  };

const withColumn = (
  fits: (column: ColumnState) => boolean,
  move: (state: HistoryState, picks: Picks, table: TableState, column: ColumnState) => Steps,
) =>
  withTable((state, picks, table) => {
    const column = pickOf(table.columns.filter(fits), picks.column);
    return column === undefined ? [] : move(state, picks, table, column);
  });

const cellOf = ({ type }: ColumnState, row: number): unknown => (isNumber(type) ? row : String(row));

function createTable(state: HistoryState, picks: Picks): Steps {
  const name = freshName(state, picks);
  const column: ColumnState = { name: "size", type: pickOf(types, picks.column) as ColumnType, required: false, used: false };
  state.tables.push({ name, columns: [column], indexes: [], checks: [], rows: 0, used: false });
  const id = { name: "id", type: "bigint", ...(picks.choice % 2 === 0 ? { identity: "byDefault" } : { nullable: false }) };
  return [{ createTable: { name, columns: [id, { name: "size", type: column.type }], primaryKey: { columns: ["id"] } } }];
}

const insertRows = withTable((_state, { choice }, table) => {
  const rows = Array.from({ length: 2 + (choice % 4) }, () => {
    const id = ++table.rows;
    return { id, ...Object.fromEntries(table.columns.map((column) => [column.name, cellOf(column, id)])) };
  });
  return [{ insertRows: { table: table.name, rows } }];
});

const addColumn = withTable((state, picks, table) => {
  const type = pickOf(types, picks.column) as ColumnType;
  const column: ColumnState = { name: freshName(state, picks), type, required: picks.choice % 2 === 0, used: false };
  table.columns.push(column);
  const filled = column.required ? { nullable: false, default: isNumber(type) ? "1" : "'1'" } : {};
  return [{ addColumn: { table: table.name, column: { name: column.name, type, ...filled } } }];
});

const dropColumn = withColumn(
  ({ used }) => !used,
  (_state, _picks, table, column) => {
    if (table.columns.length === 1) return [];
    table.columns = table.columns.filter((other) => other !== column);
    return [{ dropColumn: { table: table.name, column: column.name } }];
  },
);

const renameColumn = withColumn(
  ({ used }) => !used,
  (state, picks, table, column) => {
    const from = column.name;
    column.name = freshName(state, picks);
    return [{ renameColumn: { table: table.name, from, to: column.name } }];
  },
);

const renameTable = withTable((state, picks, table) => {
  if (table.used) return [];
  const from = table.name;
  table.name = freshName(state, picks);
  return [{ renameTable: { from, to: table.name } }];
});

const alterType = withColumn(
  ({ used, required }) => !used && !required,
  (_state, { choice }, table, column) => {
    column.type = pickOf(types, choice) as ColumnType;
    return [{ alterColumn: { table: table.name, column: column.name, type: column.type } }];
  },
);

const require = withColumn(
  ({ required }) => !required,
  (_state, _picks, table, column) => {
    column.required = true;
    const set = { [column.name]: isNumber(column.type) ? "0" : "'0'" };
    return [
      { backfill: { table: table.name, set, where: `${quoted(column.name)} IS NULL` }, ...nothingToUndo },
      { alterColumn: { table: table.name, column: column.name, nullable: false } },
    ];
  },
);

/** Not idempotent: shows whether a row was touched twice, or never. */
const count = withColumn(
  ({ type }) => isNumber(type),
  (_state, { choice }, table, column) => {
    const set = { [column.name]: `coalesce(${quoted(column.name)}, 0) + 1` };
    const step =
      choice % 2 === 0
        ? { backfill: { table: table.name, set, batch: { rows: 2 } } }
        : { updateRows: { table: table.name, set, where: "id > 0" } };
    return [{ ...step, ...nothingToUndo }];
  },
);

const createIndex = withColumn(
  () => true,
  (state, picks, table, column) => {
    const name = freshName(state, picks);
    column.used = true;
    table.indexes.push(name);
    return [{ createIndex: { table: table.name, name, columns: [column.name], ...(picks.choice % 2 === 0 ? { where: "id > 1" } : {}) } }];
  },
);

const dropIndex = withTable((_state, { choice }, table) => {
  const name = pickOf(table.indexes, choice);
  if (name === undefined) return [];
  table.indexes = table.indexes.filter((other) => other !== name);
  return [{ dropIndex: { name } }];
});

const addCheck = withTable((state, picks, table) => {
  const name = freshName(state, picks);
  table.checks.push(name);
  return [{ addConstraint: { table: table.name, check: { name, expression: `id > -${1 + (picks.choice % 9)}` } } }];
});

const dropCheck = withTable((_state, { choice }, table) => {
  const name = pickOf(table.checks, choice);
  if (name === undefined) return [];
  table.checks = table.checks.filter((other) => other !== name);
  return [{ dropConstraint: { table: table.name, name } }];
});

const refer = withTable((state, picks, table) => {
  const to = pickOf(state.tables, picks.choice) as TableState;
  const name = freshName(state, picks);
  to.used = true;
  const foreignKey = { name: `${name} key`, columns: [name], references: { table: to.name, columns: ["id"] }, onDelete: "cascade" };
  return [{ addColumn: { table: table.name, column: { name, type: "bigint" } } }, { addConstraint: { table: table.name, foreignKey } }];
});

const createView = withTable((state, picks, table) => {
  table.used = true;
  return [{ createView: { name: freshName(state, picks), query: `SELECT id FROM ${quoted(table.name)}` } }];
});

const plainSql = (state: HistoryState, picks: Picks): Steps => {
  const name = quoted(freshName(state, picks));
  return [
    {
      sql: { text: `CREATE TABLE ${name} (id integer); INSERT INTO ${name} VALUES (1)` },
      downgrade: [{ sql: { text: `DROP TABLE ${name}` } }],
    },
  ];
};

/** What a step may do. The first two begin a history. */
export const moves: readonly ((state: HistoryState, picks: Picks) => Steps)[] = [
  createTable,
  insertRows,
  addColumn,
  dropColumn,
  renameColumn,
  renameTable,
  alterType,
  require,
  count,
  createIndex,
  dropIndex,
  addCheck,
  dropCheck,
  refer,
  createView,
  plainSql,
];
