import { execFile } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Server } from "./start-server.ts";
import { unprivileged } from "./unprivileged.ts";

const run = promisify(execFile);

/** Copies the data of a server, which is stopped meanwhile, into `data` below the directory, so that what starts there follows it. */
export async function copyAsStandby(primary: Server, directory: string): Promise<void> {
  const data = join(directory, "data");
  await primary.halt();
  try {
    await run("cp", ["-a", join(primary.socketDirectory, "data"), data], { ...unprivileged, cwd: directory });
  } finally {
    await primary.restart();
  }
  rmSync(join(data, "postmaster.pid"), { force: true });
  writeFileSync(join(data, "standby.signal"), "");
}
