import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

const main = join(import.meta.dirname, "../../dist/cmd/keelson/main.cjs");
/** Prints the files of the program that were opened, with the flags that V8 was given, to standard error when the process ends. */
const probe = `const fs = require("node:fs"), v8 = require("node:v8"), { openSync } = fs, { setFlagsFromString } = v8, opened = [];
fs.openSync = (path, ...how) => (opened.push(String(path)), openSync(path, ...how));
v8.setFlagsFromString = (flag) => (opened.push(flag + ".cjs"), setFlagsFromString(flag));
process.on("exit", () => process.stderr.write(opened.map((path) => path.match(/[^/\\\\]+\\.cjs$/)?.[0]).filter((name) => name !== undefined).join(" ")));`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "keelson-nothing-"));
  mkdirSync(join(folder, "db"));
  mkdirSync(join(folder, ".cache"));
  writeFileSync(join(folder, "probe.cjs"), probe);
  writeFileSync(
    join(folder, "keelson.yaml"),
    "apiVersion: keelson.dev/v1alpha1\nkind: Database\nmetadata: { name: shop }\nspec:\n  dialect: sqlite\n  connection: { url: { env: SHOP } }\n  source: { directory: db }\n",
  );
  revision("a1", "[]");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const revision = (id: string, revises: string): void =>
  writeFileSync(
    join(folder, `db/${id}.yaml`),
    `apiVersion: keelson.dev/v1alpha1\nkind: Revision\nmetadata: { name: ${id} }\nspec:\n  id: ${id}\n  revises: ${revises}\n  upgrade:\n    - createTable: { name: ${id}, columns: [ { name: id, type: bigint } ] }\n`,
  );
function upgrade(): string {
  const env = { ...process.env, SHOP: "sqlite:shop.db", HOME: folder, XDG_CACHE_HOME: join(folder, ".cache") };
  const { status, stderr } = spawnSync(process.execPath, ["-r", "./probe.cjs", main, "upgrade", "--quiet"], {
    cwd: folder,
    encoding: "utf8",
    env,
  });
  if (status !== 0) throw new Error(stderr);
  return stderr.trim();
}

test("a run that finds nothing to do loads the front half of the program alone, and sees the next revision", () => {
  const first = upgrade();
  expect(first).toContain("engine.cjs");
  // Where V8 has a compiler between the first and the best.
  expect(first.includes("--no-turbofan")).toBe(Number.parseInt(process.versions.v8, 10) >= 13);
  expect(upgrade()).toBe("program.cjs");
  revision("b2", "[a1]");
  expect(upgrade()).toContain("engine.cjs");
  expect(upgrade()).toBe("program.cjs");
});
