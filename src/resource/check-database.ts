import type { DatabaseSpec } from "./database.shape.ts";
import type { Finding } from "./describe-violation.ts";
import type { FieldPath } from "./path.ts";

const parts = ["host", "port", "user", "password", "database"] as const;

/** What no shape says of a Database, or of the template and the targets of a set. */
export function checkConnection(connection: DatabaseSpec["connection"], path: FieldPath, find: (finding: Finding) => void): void {
  if (connection?.url === undefined) return;
  const part = parts.find((name) => connection[name] !== undefined);
  if (part === undefined) return;
  find({
    code: "one-of-many",
    message: `the connection has a url and ${part} beside it`,
    remedy: "Keep the url, or write host, port, user, password and database each on its own",
    path: [...path, part],
    part: "key",
  });
}
