import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { unprivileged } from "./unprivileged.ts";

const run = promisify(execFile);

/** Makes a cluster in `data` below the directory: superuser `postgres`, no password, UTF-8, locale C, so that it is the same on every machine. */
export async function createCluster(binaries: string, directory: string): Promise<void> {
  const flags = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync", "--no-instructions"];
  await run(join(binaries, "initdb"), [...flags, "-D", join(directory, "data")], {
    ...unprivileged,
    cwd: directory,
    env: { LC_ALL: "C", TZ: "UTC" },
  });
}
