import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { askRows } from "../server/ask.ts";
import { postgresServers, startServer } from "../server/postgres.ts";
import { SeedProject } from "../seeds/project.ts";
import { runKeelson } from "./keelson.ts";
import { expectNoInsides, expectOneFault } from "./one-fault.ts";

const create = (name: string) => `upgrade: [ { createTable: { name: ${name}, columns: [ { name: id, type: integer } ] } } ]\n`;

describe.skipIf(postgresServers.length === 0)("a role", () => {
  let project: SeedProject;
  const suffix = randomBytes(4).toString("hex");
  const [connects, reads] = [`only_connects_${suffix}`, `only_reads_${suffix}`];
  const as = (role: string): string => {
    const url = new URL(project.engine.url);
    url.username = role;
    return url.href;
  };

  beforeAll(async () => {
    project = await SeedProject.open("postgresql");
    project.write(
      "keelson.yaml",
      "apiVersion: keelson.dev/v1alpha1\nkind: Database\nmetadata: { name: shop }\nspec: { dialect: postgresql, source: { directory: ./db } }\n",
    );
    project.revision("first", [], create("users"));
    await project.run("upgrade");
    project.revision("second", ["first"], create("orders"));
    await askRows(
      project.engine.url,
      `CREATE ROLE ${connects} LOGIN; CREATE ROLE ${reads} LOGIN;
       REVOKE ALL ON SCHEMA public FROM PUBLIC;
       GRANT USAGE ON SCHEMA public, keelson TO ${reads}; GRANT SELECT ON ALL TABLES IN SCHEMA public, keelson TO ${reads}`,
    );
  });
  afterAll(async () => {
    await askRows(project.engine.url, `DROP OWNED BY ${connects}, ${reads}; DROP ROLE ${connects}, ${reads}`);
    await project[Symbol.asyncDispose]();
  });

  test.for([
    ["plan", 0],
    ["plan --exit-code", 2],
    ["check", 2],
    ["doctor", 0],
    ["status", 2],
    ["diff", 0],
    ["inspect", 0],
    ["history", 0],
    ["pending", 0],
    ["current", 0],
  ] as const)("that may only read can do: %s", async ([line, code]) => {
    const before = await project.engine.catalogue();
    const finished = await runKeelson([...line.split(" "), "--url", as(reads)], { cwd: project.folder });
    expect(finished.code, `${finished.stdout}\n${finished.stderr}`).toBe(code);
    expectNoInsides(finished);
    expect(await project.engine.catalogue()).toEqual(before);
  });

  test.for(["upgrade", "apply", "downgrade base --allow dataLoss", "stamp second", "reconcile"])(
    "that may only read cannot do, and changes nothing: %s",
    async (line) => {
      const before = await project.engine.catalogue();
      const finished = await runKeelson([...line.split(" "), "--url", as(reads)], { cwd: project.folder });
      expect(finished.code, finished.stderr).toBe(1);
      expectNoInsides(finished);
      expect(finished.stderr).toContain(`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA keelson TO ${reads}`);
      expect(new Set(finished.stderr.match(/error\[[a-z0-9-]+\]/g))).toEqual(new Set(["error[right-missing]"]));
      expect(await project.engine.catalogue()).toEqual(before);
      expect(await project.current()).toEqual(["first"]);
    },
  );

  test("that gives the wrong password, or none, is told so without it", { timeout: 60_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), "keelson-hba-"));
    const rules = join(folder, "pg_hba.conf");
    chmodSync(folder, 0o755);
    writeFileSync(rules, "local all all trust\nhost all guarded 127.0.0.1/32 scram-sha-256\nhost all all 127.0.0.1/32 trust\n");
    await using own = await startServer({ settings: { hba_file: rules } });
    await askRows(own.url, "CREATE ROLE guarded LOGIN PASSWORD 'right'");
    for (const login of ["guarded:hunter2", "guarded"]) {
      const { stderr } = await expectOneFault(["upgrade", "--url", own.url.replace("postgres@", `${login}@`)], 1, { cwd: project.folder });
      expect(stderr).toMatch(/password/);
      expect(stderr).not.toContain("hunter2");
    }
    rmSync(folder, { recursive: true });
  });

  test.for(["upgrade", "plan", "check", "status"])("that may only connect is told what it lacks: %s", async (verb) => {
    const before = await project.engine.catalogue();
    const { stderr } = await expectOneFault([verb, "--url", as(connects)], 1, { cwd: project.folder });
    expect(stderr).toMatch(/right|permission|may not|GRANT|privilege/i);
    expect(await project.engine.catalogue()).toEqual(before);
  });
});
