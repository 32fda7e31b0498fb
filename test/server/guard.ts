import { spawn } from "node:child_process";
import { handOver } from "./unprivileged.ts";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

// Waits on a pipe that only this process holds open: when it ends, however that comes, the pipe closes, and what still runs in the directory is stopped.
// A process id is believed only while its command line names the directory, since the number may have been given to another.
const script = `
read -r word
alive() { { ps -o args= -p "$pid" 2>/dev/null || tr '\\0' ' ' < "/proc/$pid/cmdline" 2>/dev/null; } | grep -qF -- "$1"; }
if pid=$(head -n 1 "$2" 2>/dev/null) && alive "$1"; then
  kill -QUIT "$pid"
  tries=0
  while alive "$1" && [ "$tries" -lt 50 ]; do sleep 0.1; tries=$((tries + 1)); done
  if alive "$1"; then kill -KILL "$pid"; fi
fi
rm -rf -- "$1"
`;

/** A directory for one server, which goes, together with the process of the pid file in it, when this process ends in any way. */
export interface GuardedDirectory {
  readonly path: string;
  /** To be called when the server has stopped. */
  remove(): void;
}

export function guardedDirectory(prefix: string, pidFile: string): GuardedDirectory {
  const path = mkdtempSync(join(tmpdir(), `keelson-${prefix}-`));
  handOver(path);
  const guard = spawn("sh", ["-c", script, "guard", path, join(path, pidFile)], {
    detached: true,
    cwd: "/",
    stdio: ["pipe", "ignore", "ignore"],
  });
  guard.unref();
  unrefStream(guard.stdin);
  return {
    path,
    remove: () => {
      rmSync(path, { recursive: true, force: true });
      guard.stdin?.end();
    },
  };
}

function unrefStream(stream: unknown): void {
  (stream as { unref?: () => void } | null)?.unref?.();
}
