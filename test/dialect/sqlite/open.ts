import { systemClock } from "../../../src/core/clock.ts";
import { Connection } from "../../../src/dialect/sqlite/connection/connection.ts";

/** A connection for the test's own looking and writing, which makes the file. */
export async function open(path: string): Promise<Connection> {
  const connection = await Connection.open(path, {
    shown: path,
    access: "write",
    otherFiles: "allowed",
    settings: [],
    patience: 3000,
    openTimeout: 5000,
    clock: systemClock,
    random: Math.random,
  });
  await connection.makeFile();
  return connection;
}
