import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { main } from "./keelson.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "keelson-code-"));
  mkdirSync(join(folder, "db"));
  writeFileSync(
    join(folder, "keelson.yaml"),
    "apiVersion: keelson.dev/v1alpha1\nkind: Database\nmetadata: { name: shop }\nspec:\n  dialect: sqlite\n  connection: { url: { env: SHOP } }\n  source: { directory: db }\n",
  );
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function keelson(words: readonly string[], env: NodeJS.ProcessEnv = {}): { readonly status: number | null; readonly said: string } {
  const { NODE_COMPILE_CACHE: _, NODE_DISABLE_COMPILE_CACHE: __, ...inherited } = process.env;
  const own = { ...inherited, HOME: folder, XDG_CACHE_HOME: join(folder, "cache"), ...env };
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...words], { cwd: folder, encoding: "utf8", env: own });
  return { status, said: stdout + stderr };
}

const places = () => join(folder, "cache/keelson/code", `${process.version}-${process.arch}`, dirname(main).replaceAll(":", ""));
const place = (file: string, verb = "validate") => join(places(), file, verb);
const look = (path: string) => ({ number: statSync(path).ino, size: statSync(path).size });

test("what was compiled is kept for each verb, for this user alone, and used by the next run", () => {
  const first = keelson(["validate"]);
  expect(first.status, first.said).toBe(0);
  const kept = readdirSync(places()).map((file) => [file, readdirSync(join(places(), file))]);
  expect(kept.map(([file]) => file)).toEqual(expect.arrayContaining(["engine.cjs", "program.cjs"]));
  expect(kept.flatMap(([, verbs]) => verbs)).toEqual(kept.map(() => "validate"));
  if (process.platform !== "win32") expect(statSync(place("program.cjs")).mode & 0o777).toBe(0o600);

  const before = look(place("program.cjs"));
  expect(keelson(["validate"])).toEqual(first);
  expect(look(place("program.cjs")), "the second run wrote anew").toEqual(before);

  keelson(["heads"]);
  expect(existsSync(place("program.cjs", "heads"))).toBe(true);
  keelson(["branches"], { NODE_COMPILE_CACHE: join(folder, "named") });
  expect(existsSync(place("program.cjs", "branches"))).toBe(false);
  expect(readdirSync(join(folder, "named"))).toContain("keelson");
});

test.for([
  {
    what: "is of another build",
    damage: (path: string) => writeFileSync(path, Buffer.concat([readFileSync(path).subarray(0, -8), Buffer.alloc(8)])),
  },
  { what: "is cut short", damage: (path: string) => truncateSync(path, 1000) },
  { what: "is empty", damage: (path: string) => truncateSync(path, 0) },
  { what: "has only zeros", damage: (path: string) => writeFileSync(path, Buffer.alloc(statSync(path).size)) },
  { what: "could be written by others", damage: (path: string) => chmodSync(path, 0o666), posix: true },
])("what $what is not used, and written anew", ({ damage, posix = false }) => {
  if (posix && process.platform === "win32") return;
  const first = keelson(["validate"]);
  const path = place("program.cjs");
  const { size } = look(path);
  damage(path);
  expect(keelson(["validate"])).toEqual(first);
  expect(look(path).size).toBeGreaterThan(size * 0.9);
  if (posix) expect(statSync(path).mode & 0o777).toBe(0o600);
});

test("a run that failed, or is told to keep nothing, or where the cache could be of the project, keeps nothing; nor is anything looked for by the name of a verb that is none", () => {
  expect(keelson(["validate", "--nonsense"]).status).toBe(3);
  expect(keelson(["../validate"]).status).toBe(3);
  expect(keelson(["validate"], { NODE_DISABLE_COMPILE_CACHE: "1" }).status).toBe(0);
  expect(keelson(["validate"], { XDG_CACHE_HOME: "cache" }).status).toBe(0);
  expect(existsSync(join(folder, "cache/keelson/code"))).toBe(false);
});
