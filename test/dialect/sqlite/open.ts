import { Connection } from "../../../src/dialect/sqlite/connection/connection.ts";

/** A connection for the test's own looking and writing. */
export const open = (path: string): Promise<Connection> => Connection.open(path, { access: "write", busyTimeout: 2000, openTimeout: 5000 });
