import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startProxy } from "../../proxy/start-proxy.ts";
import { ask } from "../../server/ask.ts";
import { type Server, startServer } from "../../server/postgres.ts";
import { describeFaults } from "./describe-faults.ts";
import { FaultProject, told } from "./project.ts";
import { until } from "./watch.ts";

/** A project that logs in as `app`, whose password stands in a file. */
function openWithPassword(url: string): FaultProject {
  const project = new FaultProject({ url });
  const { hostname, port } = new URL(url);
  project.write(
    "keelson.yaml",
    `apiVersion: keelson.dev/v1alpha1
kind: Database
metadata: { name: app }
spec:
  dialect: postgresql
  connection: { host: { value: ${hostname} }, port: { value: "${port}" }, user: { value: app }, password: { file: ./password }, database: { value: app } }
  source: { directory: ./db }
  policy: { retries: { limit: 30, backoff: 100ms, maxBackoff: 500ms } }
  schedule: { resync: 100ms }
`,
  );
  return project;
}

const ended = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = 'app'";

describeFaults("39: a password that is rotated", ({ major }) => {
  let server: Server;
  beforeAll(async () => {
    server = await startServer({ major });
    writeFileSync(
      join(server.socketDirectory, "data", "pg_hba.conf"),
      "host all app 127.0.0.1/32 scram-sha-256\nhost all postgres 127.0.0.1/32 trust\n",
    );
    await ask(server.url, "SELECT pg_reload_conf()");
    await ask(server.url, "CREATE ROLE app LOGIN PASSWORD 'first'");
    await ask(server.url, "CREATE DATABASE app OWNER app");
  });
  afterAll(() => server?.stop());

  /** The server first, then the file, as operators of databases do; sessions of before are ended. */
  async function rotate(project: FaultProject, password: string): Promise<void> {
    await ask(server.url, `ALTER ROLE app PASSWORD '${password}'`);
    project.write("password", `${password}\n`);
    await ask(server.url, ended);
  }

  test("in the middle of a run: the secret is read again, and the run goes on, each row once", { timeout: 60_000 }, async () => {
    using project = openWithPassword(server.url);
    await rotate(project, "second");
    const url = server.urlOf("app");
    await ask(
      url,
      "CREATE TABLE person (id bigint PRIMARY KEY, score int NOT NULL); INSERT INTO person SELECT i, 0 FROM generate_series(1, 100) i; ALTER TABLE person OWNER TO app",
    );
    project.revision(
      "r1",
      [],
      "upgrade:\n  - backfill: { table: person, set: { score: score + 1 }, batch: { rows: 10 }, throttle: { pause: 200ms } }\n    downgrade: []",
    );
    const run = project.start(["upgrade"]);
    await until(url, "SELECT count(*) = 1 FROM keelson.backfill WHERE rows > 0");
    await rotate(project, "third");
    const finished = await run.finished;
    expect(finished.code, told(finished)).toBe(0);
    expect(told(finished)).not.toMatch(/second|third/);
    expect(await ask(url, "SELECT count(*) || ' ' || min(score) || ' ' || max(score) FROM person")).toBe("100 1 1");
  });

  test("between two looks of a watch: the next look uses the new one", { timeout: 60_000 }, async () => {
    using project = openWithPassword(server.url);
    await rotate(project, "fourth");
    const url = server.urlOf("app");
    project.revision("r1", [], 'upgrade:\n  - sql: { text: "SELECT 1" }\n    downgrade: []');
    await ask(url, "DROP SCHEMA IF EXISTS keelson CASCADE");
    const run = project.start(["reconcile", "--watch", "-o", "json"]);
    await until(url, "SELECT count(*) = 1 FROM keelson.history");
    await rotate(project, "fifth");
    project.revision("r2", ["r1"], 'upgrade:\n  - sql: { text: "SELECT 2" }\n    downgrade: []');
    await until(url, "SELECT count(*) = 2 FROM keelson.history");
    run.child.kill("SIGTERM");
    const finished = await run.finished;
    expect(told(finished)).not.toMatch(/fourth|fifth/);
  });

  test("and the new one is nowhere to be had: refused by one diagnostic after one try", async () => {
    await using proxy = await startProxy(server.url);
    using project = openWithPassword(proxy.url);
    await rotate(project, "sixth");
    project.write("password", "stale\n");
    project.revision("r1", [], 'upgrade:\n  - sql: { text: "SELECT 1" }\n    downgrade: []');
    const refused = await project.exits(1, ["upgrade", "-o", "json"]);
    expect(refused.json().error.code).toBe("password-wrong");
    expect(told(refused)).not.toMatch(/stale|sixth/);
    expect(proxy.messages.filter(({ kind }) => kind === "Startup").length).toBe(1);
  });
});
