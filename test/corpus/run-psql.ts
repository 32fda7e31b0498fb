import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runPostgresTool } from "../server/postgres-tool.ts";

/** Statements that lead out of the database that a test was given. */
const elsewhere = /^\s*(?:\\c\b|(?:CREATE|DROP) DATABASE\b).*$/gim;

/** Runs scripts in their order, each by itself as `psql -f` does. Throws at the first error. */
export async function runPsql(url: string, scripts: readonly string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "keelson-psql-"));
  try {
    const files = scripts.map((text, index) => {
      const file = join(folder, `${index}.sql`);
      writeFileSync(file, text.replaceAll(elsewhere, ""));
      return `--file=${file}`;
    });
    await runPostgresTool("psql", ["--no-psqlrc", "--quiet", "--no-password", "--set=ON_ERROR_STOP=1", `--dbname=${url}`, ...files]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
