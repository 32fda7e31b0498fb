import { spawn } from "node:child_process";
import { handOver } from "./unprivileged.ts";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

// Waits on a pipe that only this process holds open: when it ends, however that comes, the pipe closes, and what still runs in the directory is stopped.
// A process id is believed only while its command line names the directory, since the number may have been given to another.
const script = `
read -r word
directory=$1
shift
alive() { { ps -o args= -p "$pid" 2>/dev/null || tr '\\0' ' ' < "/proc/$pid/cmdline" 2>/dev/null; } | grep -qF -- "$directory"; }
for file in "$@"; do
  if pid=$(head -n 1 "$file" 2>/dev/null) && alive; then
    kill -QUIT "$pid"
    tries=0
    while alive && [ "$tries" -lt 50 ]; do sleep 0.1; tries=$((tries + 1)); done
    if alive; then kill -KILL "$pid"; fi
  fi
done
rm -rf -- "$directory"
`;

/** A directory for one server, which goes, together with the processes of the pid files in it, when this process ends in any way. */
export interface GuardedDirectory {
  readonly path: string;
  /** To be called when the server has stopped. */
  remove(): void;
}

export function guardedDirectory(prefix: string, ...pidFiles: readonly string[]): GuardedDirectory {
  const path = mkdtempSync(join(tmpdir(), `keelson-${prefix}-`));
  handOver(path);
  const guard = spawn("sh", ["-c", script, "guard", path, ...pidFiles.map((file) => join(path, file))], {
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
