import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { havePostgresTools, postgresTool, runPostgresTool } from "../server/postgres-tool.ts";
import { type Engine, engineNames, openEngine } from "./engine.ts";

const example = join(import.meta.dirname, "../../examples/deployment");
const main = join(import.meta.dirname, "../../dist/cmd/keelson/main.cjs");

interface Ended {
  readonly code: number;
  readonly output: string;
}

const supported = engineNames.filter((name) => name === "sqlite" || havePostgresTools);

describe.each(supported)("28: the example of CI and deployment on %s", (name) => {
  let engine: Engine;
  let folder: string;
  /** Runs a script of the example, or `keelson` itself. */
  const run = (program: string, words: readonly string[] = [], more: Readonly<Record<string, string>> = {}): Promise<Ended> =>
    new Promise((resolve) => {
      const tools = name === "postgresql" ? [dirname(postgresTool("pg_dump"))] : [];
      const PATH = [dirname(process.execPath), ...tools, process.env["PATH"]].join(delimiter);
      const env = { PATH, HOME: folder, KEELSON: `${process.execPath} ${main}`, KEELSON_URL: engine.url, ...more };
      execFile(program, words, { cwd: folder, env }, (error, stdout, stderr) =>
        resolve({ code: error === null ? 0 : Number(error.code), output: `${stdout}${stderr}` }),
      );
    });
  const script = (file: string, more?: Readonly<Record<string, string>>) => run(join(folder, file), [], more);
  const backups = () => readdirSync(join(folder, "backups")).sort();

  beforeAll(async () => {
    engine = await openEngine(name);
    folder = mkdtempSync(join(tmpdir(), "keelson-deployment-"));
    cpSync(example, folder, { recursive: true });
    const database = readFileSync(join(folder, "keelson.yaml"), "utf8");
    writeFileSync(join(folder, "keelson.yaml"), database.replace("dialect: postgresql", `dialect: ${name}`));
    const first = await run(process.execPath, [main, "upgrade", "create_customers"]);
    expect(first, first.output).toMatchObject({ code: 0 });
    await engine.query("INSERT INTO customers (email) VALUES ('ada@example.com'), ('')");
  });
  afterAll(async () => {
    await engine.close();
    rmSync(folder, { recursive: true });
  });

  it("CI passes, and leaves the database alone", async () => {
    const other = await openEngine(name);
    const before = await engine.catalogue();
    const passed = await script("ci.sh", { CI_DATABASE_URL: other.url });
    expect(passed, passed.output).toMatchObject({ code: 0 });
    expect(await engine.catalogue()).toEqual(before);
    await other.close();
  });

  it("a deployment that fails has walked back, and says where the backup is", async () => {
    const before = await engine.catalogue();
    const failed = await script("deploy.sh");
    expect(failed, failed.output).toMatchObject({ code: 1 });
    expect(failed.output).toContain("every customer has an address: expected 0, got 1");
    expect(failed.output).toContain(`The state before it is in ./backups/${backups()[0]}`);
    expect(await engine.catalogue()).toEqual(before);
  });

  it("a deployment makes its backup first, and shows the status after", async () => {
    await engine.query("UPDATE customers SET email = 'bob@example.com' WHERE email = ''");
    const deployed = await script("deploy.sh");
    expect(deployed, deployed.output).toMatchObject({ code: 0 });
    for (const heading of ["== before", "ADD COLUMN", "== backup", "== upgrade", "== after"]) expect(deployed.output).toContain(heading);
    expect(deployed.output).toMatch(/== after\n(.*\n)*.*customers_are_active/);
    expect(await engine.query("SELECT count(*) AS n FROM customers WHERE active")).toEqual([{ n: name === "sqlite" ? 2 : "2" }]);
    expect(backups()).toHaveLength(2);
  });

  it("a backup brings back the state before, journal included", async () => {
    const [, latest = ""] = backups();
    const path = join(folder, "backups", latest);
    await using restored = { engine: await openEngine(name), [Symbol.asyncDispose]: () => restored.engine.close() };
    if (name === "sqlite") cpSync(path, new URL(restored.engine.url).pathname);
    else
      await runPostgresTool("psql", ["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--file", path, "--dbname", restored.engine.url]);
    expect(await restored.engine.columns("customers")).toEqual(["id", "email"]);
    expect(await restored.engine.query("SELECT count(*) AS n FROM customers")).toEqual([{ n: name === "sqlite" ? 2 : "2" }]);
    const current = await run(process.execPath, [main, "current", "-o", "json"], { KEELSON_URL: restored.engine.url });
    expect(JSON.parse(current.output).heads).toEqual(["create_customers"]);
  });

  it("a deployment with nothing to do makes no backup", async () => {
    const idle = await script("deploy.sh");
    expect(idle, idle.output).toMatchObject({ code: 0, output: expect.stringContaining("Nothing to deploy.") });
    expect(backups()).toHaveLength(2);
  });
});
