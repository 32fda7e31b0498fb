import { type ExecFileOptions, execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { setPriority } from "node:os";
import { join } from "node:path";
import { moveUnlessThere } from "../../server/move-unless-there.ts";
import type { GoModule } from "./programs.ts";

const sources = join(import.meta.dirname, "go");

/** Less than whoever works on the machine meanwhile. */
const niceness = 10;

export interface Build {
  /** The `go` command. */
  readonly go: string;
  /** Where built programs stay. */
  readonly cache: string;
  /** Go's own cache, shared by the modules of one run and removed afterwards: it is ten times what it is for. */
  readonly goCache: string;
}

/** The directory with the programs of the module, built once for the exact sources, flags and Go version. The same sources give the same bytes. */
export async function buildModule(module: GoModule, build: Build, announce: (line: string) => void): Promise<string> {
  const folder = join(sources, module.folder);
  const env = { ...process.env, CGO_ENABLED: "0", GOFLAGS: "-mod=readonly", GOWORK: "off", GOTOOLCHAIN: "auto", GOCACHE: build.goCache };
  const run = (cwd: string, ...args: readonly string[]) => runNicely(build.go, args, { cwd, env });
  const version = await run(folder, "version");
  const flags = ["-trimpath", "-buildvcs=false", "-ldflags", ["-s", "-w", ...module.linkerFlags].join(" ")];
  const home = join(build.cache, `${module.folder}-${digestOf(folder, [version, ...flags])}`);
  if (existsSync(home)) return home;

  announce(`building ${Object.keys(module.programs).join(", ")} (once for this version)`);
  mkdirSync(build.cache, { recursive: true });
  const work = mkdtempSync(join(build.cache, "building-"));
  const [copy, built] = [join(work, "sources"), join(work, "programs")];
  try {
    // Of a copy: minutes are long enough for somebody to change the branch.
    cpSync(folder, copy, { recursive: true });
    for (const [program, source] of Object.entries(module.programs)) await run(copy, "build", ...flags, "-o", join(built, program), source);
    moveUnlessThere(built, home);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return home;
}

function digestOf(folder: string, facts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const file of readdirSync(folder).toSorted())
    hash
      .update(file)
      .update("\0")
      .update(readFileSync(join(folder, file)))
      .update("\0");
  return hash.update(facts.join("\0")).digest("hex").slice(0, 16);
}

/** Standard output of a command that leaves the processor to others. Throws with what the command said. */
function runNicely(command: string, args: readonly string[], options: ExecFileOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(command, args, { ...options, encoding: "utf8", maxBuffer: 64 << 20 }, (error, output, said) => {
      if (error === null) resolve(String(output).trim());
      else reject(new Error(`${command} ${args[0]}: ${String(said).trim() || error.message}`));
    });
    if (child.pid !== undefined) setPriority(child.pid, niceness);
  });
}
