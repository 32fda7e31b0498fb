import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { type Finished, runKeelson, type RunOptions } from "./keelson.ts";

/** A run that must fail: with this exit code, one fault that says what to do, and no trace of the program's insides. */
export async function expectOneFault(words: readonly string[], code: number, options: RunOptions): Promise<Finished> {
  const finished = await runKeelson(words, options);
  const said = `keelson ${words.join(" ")}\n${finished.stdout}\n${finished.stderr}`;
  expect(finished.code, said).toBe(code);
  expect(finished.stdout, said).not.toContain("error[");
  expect(finished.stderr.match(/error\[[a-z0-9-]+\]/g), said).toHaveLength(1);
  expect(finished.stderr, said).toMatch(/\n {2}\S/);
  expectNoInsides(finished);
  return finished;
}

/** What only a defect of ours would print. */
export function expectNoInsides({ stdout, stderr }: Finished): void {
  expect(`${stdout}\n${stderr}`).not.toMatch(/\n\s+at .*:\d+:\d+|error\[internal\]|TypeError|\[object Object\]|\bundefined\b/);
}

/** Every file below a folder with what it holds, but for what this user's programs remember of it. */
export function filesBelow(folder: string): ReadonlyMap<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && !entry.parentPath.startsWith(join(folder, ".cache")),
  );
  return new Map(files.map((entry) => join(entry.parentPath, entry.name)).map((path) => [path, readFileSync(path, "latin1")]));
}
