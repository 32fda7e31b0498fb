import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** The path of PgBouncer; distributions lay it where only root's PATH looks. */
export function findPgBouncer(): string | undefined {
  const directories = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/usr/local/sbin"];
  return directories.map((directory) => join(directory, "pgbouncer")).find((path) => existsSync(path));
}
