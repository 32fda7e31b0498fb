import { existsSync } from "node:fs";
import { join } from "node:path";
import { peersHome } from "../places.ts";
import { runProcess } from "../run-process.ts";

const directory = join(peersHome, "go");

export const goBinary = (name: string): string => join(directory, name);

/** Compiles a Go program, the first time. */
export async function installGo(name: string, module: string, tags: readonly string[]): Promise<void> {
  if (existsSync(goBinary(name))) return;
  await runProcess("go", ["install", "-tags", tags.join(" "), module], { env: { GOBIN: directory, GOFLAGS: "-mod=mod" } });
}
