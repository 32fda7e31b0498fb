import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { SeedProject } from "../seeds/project.ts";
import { postgresServers } from "../server/postgres.ts";

const users = "upgrade: [ { createTable: { name: users, columns: [ { name: id, type: integer } ] } } ]\n";

describe.each(["sqlite", "postgresql"] as const)("after init on %s", (engine) => {
  if (engine === "postgresql" && postgresServers.length === 0) return;
  let project: SeedProject;
  beforeEach(async () => {
    project = await SeedProject.open(engine);
    await project.init();
  });
  afterEach(() => project[Symbol.asyncDispose]());

  test("nothing is to be done, and every verb that only looks says so", async () => {
    for (const verb of [["validate"], ["check"], ["plan", "--exit-code"], ["status"], ["doctor"], ["upgrade"], ["history"]])
      await project.run(...verb);
  });

  test("whoever writes revisions alone is in sync, and is never asked to drop what they make", async () => {
    project.revision("first", [], users);
    await project.run("upgrade");
    await project.run("check");
    await project.run("upgrade");
    const { stderr } = await project.exits(3, "revision", "--autogenerate", "-m", "x");
    expect(stderr).toContain("no-schema");
    await project.exits(0, "plan", "--exit-code");
  });

  test("a Schema that says `tables: []` means it, and the advice names what a drop would take", async () => {
    project.revision("first", [], users);
    await project.run("upgrade");
    const path = "db/schema.yaml";
    project.write(path, readFileSync(join(project.folder, path), "utf8").replace(/^spec: \{\}/m, "spec: { tables: [] }"));
    for (const verb of ["check", "status", "reconcile"]) {
      const { stdout, stderr } = await project.exits(2, verb);
      expect(`${stdout}${stderr}`, verb).toMatch(/(declare|Declare).*users|users.*[dD]eclare/s);
    }
  });

  test("the example of the new Schema, without its signs, is a Schema", async () => {
    const path = "db/schema.yaml";
    const text = readFileSync(join(project.folder, path), "utf8");
    const lines = text.split("\n");
    const from = lines.findIndex((line) => line.startsWith("# spec:"));
    expect(from).toBeGreaterThan(0);
    project.write(
      path,
      [
        ...lines.slice(0, from),
        ...lines
          .slice(from)
          .filter((line) => !line.startsWith("spec:"))
          .map((line) => line.replace(/^# ?/, "")),
      ].join("\n"),
    );
    await project.run("validate");
    await project.run("revision", "--autogenerate", "-m", "First");
    await project.run("upgrade");
    await project.run("check");
    expect(existsSync(join(project.folder, "db/revisions"))).toBe(true);
  });
});
