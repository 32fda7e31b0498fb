import { execFile } from "node:child_process";
import { cpSync, existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ask } from "../server/ask.ts";
import { describePostgres } from "../server/postgres.ts";

const run = promisify(execFile);
const root = join(import.meta.dirname, "..", "..");
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };

let home: string;
const installed = (path: string) => join(home, "node_modules", path);
const inHome = async (command: string, ...args: string[]) => (await run(command, args, { cwd: home })).stdout;

/** The packed product, installed as a stranger would, in a directory of its own. Needs what `npm run build` made. */
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), "keelson-packed-"));
  await run("npm", ["pack", "--ignore-scripts", "--pack-destination", home], { cwd: root });
  writeFileSync(join(home, "package.json"), JSON.stringify({ name: "stranger", private: true, type: "module" }));
  await inHome("npm", "install", "--prefer-offline", "--ignore-scripts", `keelson-${version}.tgz`);
  // Compiling SQLite takes two minutes where its prebuilt binary cannot be fetched; installing the project has just proved that it can be done.
  const binary = "sqlite3/build/Release/node_sqlite3.node";
  mkdirSync(installed("sqlite3/build/Release"), { recursive: true });
  cpSync(join(root, "node_modules", binary), installed(binary));
}, 180_000);

afterAll(() => rmSync(home, { recursive: true, force: true }));

test("the command runs", async () => {
  expect(await inHome("npx", "--no-install", "keelson", "version")).toBe(`keelson ${version}\n`);
  expect(await inHome("npx", "--no-install", "keelson", "help")).toContain("Usage: keelson <verb>");
});

test("the command migrates the example", async () => {
  cpSync(join(root, "examples/quickstart"), join(home, "quickstart"), { recursive: true, filter: (path) => !path.includes(".db") });
  const file = ["--file", "quickstart/keelson.yaml"];
  await inHome("npx", "--no-install", "keelson", "upgrade", ...file);
  expect(await inHome("npx", "--no-install", "keelson", "check", ...file)).toContain("In sync");
});

describePostgres("the installed command", (server) => {
  test("migrates a database", async () => {
    await using database = await server.database();
    writeFileSync(join(home, "step.sql"), "CREATE TABLE person (id bigint PRIMARY KEY)");
    const project = join(home, `project-${server.major}`);
    await inHome("npx", "--no-install", "keelson", "init", project, "--url", database.url);
    const file = ["--file", join(project, "keelson.yaml")];
    await inHome("npx", "--no-install", "keelson", "revision", "-m", "Create person", "--sql", "step.sql", ...file);
    await inHome("npx", "--no-install", "keelson", "upgrade", ...file);
    expect(await ask(database.url, "SELECT count(*)::int FROM person")).toBe(0);
  });
});

test("what is bundled is not installed again, and its licences come along", () => {
  for (const name of ["yaml", "ajv", "node-cron", "pg", "@databases/pg", "@databases/sqlite"])
    expect(existsSync(installed(name))).toBe(false);
  expect(readFileSync(installed("keelson/dist/notices.txt"), "utf8")).toContain("node-cron");
});

test("there is one SQLite, and it has the fix of the WAL-reset defect", async () => {
  expect(globSync("node_modules/**/sqlite3/package.json", { cwd: home })).toEqual(["node_modules/sqlite3/package.json"]);
  const question = `new (require("sqlite3").Database)(":memory:").get("SELECT sqlite_version() AS version", (_, row) => console.log(row.version))`;
  const [major, minor] = (await inHome("node", "--input-type=commonjs", "-e", question)).split(".").map(Number);
  expect([major, minor]).toEqual([3, 52]);
});

test("the library is there with its types", async () => {
  const names = await inHome("node", "-e", `import("keelson").then((all) => console.log(typeof all.KeelsonError))`);
  expect(names).toBe("function\n");
  writeFileSync(
    join(home, "use.ts"),
    `import { KeelsonError } from "keelson";\nexport const code = (error: KeelsonError): string => error.code;\n`,
  );
  const options = {
    strict: true,
    exactOptionalPropertyTypes: true,
    module: "nodenext",
    target: "es2024",
    lib: ["es2024", "esnext.disposable"],
    noEmit: true,
    types: ["node"],
    typeRoots: [join(root, "node_modules/@types")],
  };
  writeFileSync(join(home, "tsconfig.json"), JSON.stringify({ compilerOptions: options, files: ["use.ts"] }));
  await expect(inHome(join(root, "node_modules/.bin/tsc"), "-p", ".")).resolves.toBe("");
});
