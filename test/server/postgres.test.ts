import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { Client } from "pg";
import { expect, test } from "vitest";
import { ask } from "./ask.ts";
import { describePostgres, startServer } from "./postgres.ts";

describePostgres("a shared server", (server) => {
  test("hands out empty databases of their own", async () => {
    await using one = await server.database();
    await using other = await server.database();
    await ask(one.url, "CREATE TABLE person (id int)");
    expect(await ask(one.url, "SELECT to_regclass('person')::text")).toBe("person");
    expect(await ask(other.url, "SELECT to_regclass('person')::text")).toBeNull();
    expect(await ask(one.url, "SELECT current_setting('server_version_num')::int / 10000")).toBe(server.major);
  });

  test("drops a database that still has sessions", async () => {
    const database = await server.database();
    const client = new Client({ connectionString: database.url });
    client.on("error", () => {});
    await client.connect();
    await database.drop();
    await expect(ask(database.url, "SELECT 1")).rejects.toThrow("does not exist");
  });

  test("a server of its own keeps what was committed when it is killed", async () => {
    await using own = await startServer({ major: server.major, fsync: "on", settings: { max_connections: "7" } });
    await ask(own.url, "CREATE TABLE kept AS SELECT 42 AS answer");
    await own.kill();
    expect(own.pid).toBeUndefined();
    await own.restart();
    expect(await ask(own.url, "SELECT answer FROM kept")).toBe(42);
    expect(await ask(own.url, "SHOW max_connections")).toBe("7");
    await own.restart("immediate");
    expect(await ask(own.url, "SELECT answer FROM kept")).toBe(42);
  });

  test("a server ends when the process that started it is killed", async () => {
    const script = `import { startServer } from "./start-server.ts";
      const server = await startServer({ major: ${server.major} });
      console.log(server.url + " " + server.socketDirectory);
      setInterval(() => {}, 1000);`;
    const child = spawn("node", ["--input-type=module", "-e", script], { cwd: import.meta.dirname, stdio: ["ignore", "pipe", "inherit"] });
    const [line] = (await once(child.stdout, "data")) as [Buffer];
    const [url, directory] = String(line).trim().split(" ") as [string, string];
    expect(existsSync(directory)).toBe(true);
    expect(await ask(url, "SELECT 1")).toBe(1);
    child.kill("SIGKILL");
    await expect.poll(() => existsSync(directory), { timeout: 10_000 }).toBe(false);
    await expect(ask(url, "SELECT 1")).rejects.toThrow("ECONNREFUSED");
  });
});

test("runs on the Node of the project", () => {
  expect(execFileSync("node", ["--version"], { encoding: "utf8" }).trim()).toBe(process.version);
  expect(process.version).toMatch(/^v24\./);
});
