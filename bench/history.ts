/** One small step: every tenth makes a table, the others add a column to it. */
export interface Step {
  /** From 1. */
  readonly number: number;
  readonly table: string;
  /** Undefined: the step makes the table. */
  readonly column?: string;
}

export function makeHistory(length: number): readonly Step[] {
  return Array.from({ length }, (_, index) => {
    const table = `item_${Math.floor(index / 10)}`;
    return { number: index + 1, table, ...(index % 10 === 0 ? {} : { column: `note_${index % 10}` }) };
  });
}

export const upOf = ({ table, column }: Step): string =>
  column === undefined
    ? `CREATE TABLE ${table} (id bigint PRIMARY KEY, name text NOT NULL);`
    : `ALTER TABLE ${table} ADD COLUMN ${column} text;`;

export const downOf = ({ table, column }: Step): string =>
  column === undefined ? `DROP TABLE ${table};` : `ALTER TABLE ${table} DROP COLUMN ${column};`;

/** `000001` */
export const sixDigits = (number: number): string => String(number).padStart(6, "0");
