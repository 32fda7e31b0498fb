import { hostname, userInfo } from "node:os";
import type { Host } from "./verb/host.ts";

/** The Node process that the library is loaded into. */
export const nodeHost = (): Host => ({
  cwd: process.cwd(),
  env: process.env,
  user: userName(),
  hostname: hostname(),
  pid: process.pid,
  readStandardInput: () => process.stdin,
});

/** A container may run under a number without a name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? "unknown");
  }
}
