/** Where insertRows and upsertRows remember the keys of the rows that they inserted, so that the way down removes exactly those. */
export const insertedTable = "keelson.inserted";

/** `key` holds the primary key's columns of a row (all its columns where the table has no primary key) by name. */
export const createInserted = `CREATE TABLE IF NOT EXISTS ${insertedTable} (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  project text NOT NULL,
  revision text NOT NULL,
  step text NOT NULL,
  table_name text NOT NULL,
  key jsonb NOT NULL
)`;
