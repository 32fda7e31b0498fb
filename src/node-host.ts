import { hostname, userInfo } from "node:os";
import type { Host } from "./verb/project/host.ts";

/** The Node process that the library is loaded into, as it is when somebody asks. */
export const nodeHost = (): Host => ({
  get cwd() {
    return process.cwd();
  },
  get env() {
    return process.env;
  },
  get user() {
    return userName();
  },
  get hostname() {
    return hostname();
  },
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
