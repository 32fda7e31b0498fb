import { randomInt } from "node:crypto";
import type { TestProject } from "vitest/node";
import { installation } from "./binaries.ts";
import { selectedMajors } from "./environment.ts";
import { findBrowser } from "./find-browser.ts";
import { findPgBouncer } from "./find-pgbouncer.ts";
import type { Major } from "./majors.ts";
import { fetchPostgresTools } from "./postgres-tools.ts";
import { skip } from "./skip.ts";
import { findSshd } from "./ssh-server.ts";
import { startServer } from "./start-server.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** The servers of this run: major and the URL of the database `postgres`, newest first. */
    readonly postgresServers: readonly { readonly major: Major; readonly url: string }[];
    /** The directory of `pg_dump` and its like; null where it could not be fetched. */
    readonly postgresTools: string | null;
    /** Of everything random in the run. */
    readonly seed: number;
  }
}

/** One cluster per run and major, for all test files; ended when the run ends. */
export default async function prepareServers(project: TestProject): Promise<() => Promise<void>> {
  const wanted = selectedMajors();
  const missing = wanted.filter((major) => installation(major) === undefined);
  if (missing.length > 0) skip(`PostgreSQL ${missing.join(", ")} is not installed for ${process.platform}-${process.arch}`);
  if (findPgBouncer() === undefined) skip("PgBouncer is not installed");
  if (findSshd() === undefined) skip("OpenSSH's server is not installed");
  if (findBrowser() === undefined) skip("Chromium is not installed");
  const tools = await fetchPostgresTools().catch((error: Error) => skip(`pg_dump could not be fetched: ${firstLine(error.message)}`));

  const present = wanted.filter((major) => !missing.includes(major)).toSorted((a, b) => b - a);
  const servers = await Promise.all(present.map((major) => startServer({ major })));
  project.provide(
    "postgresServers",
    servers.map(({ major, url }) => ({ major, url })),
  );
  project.provide("postgresTools", tools);
  project.provide("seed", chooseSeed());
  return async () => {
    await Promise.all(servers.map((server) => server.stop()));
  };
}

function chooseSeed(): number {
  const seed = Number(process.env.KEELSON_TEST_SEED || randomInt(2 ** 31));
  if (!Number.isInteger(seed)) throw new Error(`KEELSON_TEST_SEED: '${process.env.KEELSON_TEST_SEED}' is no whole number`);
  console.log(`seed ${seed} (KEELSON_TEST_SEED=${seed} repeats it)`);
  return seed;
}

const firstLine = (text: string): string => text.split("\n", 1)[0] ?? "";
