import type { Connection } from "./connection.ts";

/**
 * Runs the work in one transaction that holds the write lock from its first statement on: a deferred one could fail in its middle.
 * Whatever is thrown inside rolls all of it back. Nothing is written outside of one before the first: that is what makes a file where there is none.
 */
export async function inTransaction<T>(connection: Connection, work: () => Promise<T>): Promise<T> {
  return connection.alone(async () => {
    await connection.makeFile();
    await connection.run("BEGIN IMMEDIATE");
    try {
      const result = await work();
      await connection.run("COMMIT");
      return result;
    } catch (error) {
      await rollback(connection);
      throw error;
    }
  });
}

/** A full disk, among others, has rolled back already; then SQLite says that no transaction is active. */
async function rollback(connection: Connection): Promise<void> {
  await connection.run("ROLLBACK").catch(() => undefined);
}
