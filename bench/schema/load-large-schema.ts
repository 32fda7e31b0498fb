import { Client } from "pg";
import { largeSchema } from "./large-schema.ts";

/** A message of so many statements is one transaction: each of them holds its locks until the end. */
const atOnce = 200;

/** Makes the schema of so many tables in an empty database, and lets the server gather what its planner needs. */
export async function loadLargeSchema(url: string, tables: number): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  let batch: string[] = [];
  for (const statement of largeSchema(tables))
    if (batch.push(statement) === atOnce) {
      await client.query(batch.join(";\n"));
      batch = [];
    }
  await client.query(batch.join(";\n"));
  await client.query("VACUUM ANALYZE");
  await client.end();
}
