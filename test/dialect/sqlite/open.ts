import { systemClock } from "../../../src/core/clock.ts";
import { Connection } from "../../../src/dialect/sqlite/connection/connection.ts";

/** A connection for the test's own looking and writing. */
export const open = (path: string): Promise<Connection> =>
  Connection.open(path, {
    shown: path,
    access: "write",
    otherFiles: "allowed",
    patience: 3000,
    openTimeout: 5000,
    clock: systemClock,
    random: Math.random,
  });
