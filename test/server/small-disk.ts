import { spawn, spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unprivileged } from "./unprivileged.ts";

/** A file system of its own that can be full. */
export interface SmallDisk extends Disposable {
  readonly path: string;
  /** Leaves only so many bytes of it free. */
  leave(bytes: number): void;
  /** Gives back what `leave` took. */
  free(): void;
}

const asRoot = process.getuid?.() === 0 ? [] : ["sudo", "-n"];
// It goes with this process, however that ends: the pipe closes.
const guard = `read -r word; while ! ${[...asRoot, "umount"].join(" ")} "$1"; do sleep 0.2; done; rmdir "$1"`;

/** Mounts a tmpfs that the unprivileged user may write to; undefined where this machine lets nobody mount one. */
export function mountSmallDisk(megabytes: number): SmallDisk | undefined {
  const path = mkdtempSync(join(tmpdir(), "keelson-disk-"));
  const owner = `uid=${unprivileged.uid ?? process.getuid?.()},gid=${unprivileged.gid ?? process.getgid?.()}`;
  const [program = "", ...args] = [...asRoot, "mount", "-t", "tmpfs", "-o", `size=${megabytes}m,mode=700,${owner}`, "tmpfs", path];
  if (spawnSync(program, args).status !== 0) {
    rmSync(path, { recursive: true });
    return undefined;
  }
  const child = spawn("sh", ["-c", guard, "guard", path], { detached: true, cwd: "/", stdio: ["pipe", "ignore", "ignore"] });
  child.unref();
  const ballast = join(path, "ballast");
  return {
    path,
    leave: (bytes) => {
      const { bavail, bsize } = statfsSync(path);
      writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - bytes)));
      chmodSync(ballast, 0o600);
    },
    free: () => rmSync(ballast, { force: true }),
    [Symbol.dispose]: () => void child.stdin?.end(),
  };
}
