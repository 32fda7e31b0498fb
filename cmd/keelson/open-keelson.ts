import { hostname, userInfo } from "node:os";
import { createKeelson, type Keelson } from "../../src/index.ts";

/** The library, wired to this process. */
export const openKeelson = (): Keelson =>
  createKeelson({
    host: {
      cwd: process.cwd(),
      env: process.env,
      user: userName(),
      hostname: hostname(),
      pid: process.pid,
      readStandardInput: () => process.stdin,
    },
  });

/** A container may run under a number without a name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? "unknown");
  }
}
