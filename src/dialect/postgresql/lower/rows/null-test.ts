/** Whether a value is missing. `IS NULL` would also be true of a row whose fields are all NULL. */
export const isMissing = (sql: string): string => `${sql} IS NOT DISTINCT FROM NULL`;

/** Whether there is a value. `IS NOT NULL` would be false of a row that has a NULL in a field. */
export const isThere = (sql: string): string => `${sql} IS DISTINCT FROM NULL`;
