import type { TestProject } from "vitest/node";
import { installation } from "./binaries.ts";
import { inCi, selectedMajors } from "./environment.ts";
import type { Major } from "./majors.ts";
import { startServer } from "./start-server.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** The servers of this run: major and the URL of the database `postgres`, newest first. */
    readonly postgresServers: readonly { readonly major: Major; readonly url: string }[];
  }
}

/** One cluster per run and major, for all test files; ended when the run ends. */
export default async function startServers(project: TestProject): Promise<() => Promise<void>> {
  const wanted = selectedMajors();
  const missing = wanted.filter((major) => installation(major) === undefined);
  if (missing.length > 0) reportMissing(missing);
  const present = wanted.filter((major) => !missing.includes(major)).toSorted((a, b) => b - a);
  const servers = await Promise.all(present.map((major) => startServer({ major })));
  project.provide("postgresServers", servers.map(({ major, url }) => ({ major, url })));
  return async () => {
    await Promise.all(servers.map((server) => server.stop()));
  };
}

function reportMissing(majors: readonly Major[]): void {
  const message = `PostgreSQL ${majors.join(", ")} is not installed for ${process.platform}-${process.arch}`;
  if (inCi) throw new Error(message);
  console.warn(`skipped: tests that need it, since ${message}`);
}
