import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { FaultProject } from "../crash/faults/project.ts";
import { ask } from "../server/ask.ts";
import { describePostgres } from "../server/postgres.ts";

describePostgres("a database that holds a body which does not parse", (server) => {
  test("is in documents from which an empty one becomes the same; all else that does not parse is refused as ever", async () => {
    await using database = await server.database();
    await using empty = await server.database();
    await ask(
      database.url,
      `CREATE TABLE t (id integer PRIMARY KEY); SET check_function_bodies = off;
       CREATE FUNCTION fails() RETURNS integer LANGUAGE plpgsql AS 'BEGIN RETRUN 1; END';
       CREATE PROCEDURE halts() LANGUAGE plpgsql AS 'BEGIN CALLL x(); END';
       CREATE FUNCTION works() RETURNS integer LANGUAGE plpgsql AS 'BEGIN RETURN 1; END'`,
    );
    using project = new FaultProject(database);
    project.write("db/.keep", "");
    await project.exits(0, ["adopt"]);
    for (const verb of ["validate", "check", "plan"]) await project.exits(0, [verb]);
    const files = readdirSync(project.folder, { recursive: true, encoding: "utf8" }).filter((name) => /^db\/[^r].*yaml$/.test(name));
    const read = (name: string) => readFileSync(join(project.folder, name), "utf8");
    expect(files.flatMap((name) => read(name).match(/checkBody: false/g) ?? [])).toHaveLength(2);
    const works = files.find((name) => read(name).includes("RETURN 1")) ?? "";
    await project.exits(0, ["upgrade"], empty.url);
    await project.exits(0, ["check"], empty.url);
    const source = "SELECT string_agg(proname || prosrc, ' ' ORDER BY proname) FROM pg_proc WHERE pronamespace = 'public'::regnamespace";
    expect(await ask(empty.url, source)).toBe(await ask(database.url, source));
    await project.exits(0, ["downgrade", "base", "--allow", "dataLoss"], empty.url);
    project.write(works, read(works).replace("RETURN 1", "RETURM 1"));
    const { stderr } = await project.exits(3, ["validate"]);
    expect(stderr).toMatch(/yaml:\d+:\d+.*"RETURM"/);
    expect(stderr).not.toMatch(/RETRUN|CALLL/);
  });

  test("gives back what a revision took away", async () => {
    await using database = await server.database();
    await ask(
      database.url,
      "SET check_function_bodies = off; CREATE FUNCTION fails() RETURNS integer LANGUAGE plpgsql AS 'BEGIN RETRUN 1; END'",
    );
    using project = new FaultProject(database);
    project.revision("a", [], `upgrade: [ { dropFunction: { signature: fails() } } ]`);
    await project.exits(0, ["upgrade", "--allow", "dataLoss"]);
    await project.exits(0, ["downgrade", "base", "--allow", "dataLoss"]);
    expect(await ask(database.url, "SELECT prosrc FROM pg_proc WHERE proname = 'fails'")).toBe("BEGIN RETRUN 1; END");
  });
});
