import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { FaultProject } from "../crash/faults/project.ts";
import { ask } from "../server/ask.ts";
import { describeNewestPostgres } from "../server/postgres.ts";

const table = (name: string, more = ""): string => `
    - name: ${name}
      columns:
        - { name: id, type: bigint, nullable: false }
        - { name: price, type: numeric }${more}
      primaryKey: { columns: [id] }
      checks: [ { name: ${name}_price, expression: price > 0 } ]`;

const schema = (more = ""): string =>
  `apiVersion: keelson.dev/v1alpha1\nkind: Schema\nmetadata: { name: app }\nspec:\n  tables:${Array.from({ length: 30 }, (_, n) => table(`t${n}`, n === 7 ? more : "")).join("")}\n`;

const mark = "never created, adopted or declared here";

describeNewestPostgres("what check found before", (server) => {
  test("is said again where documents, journal and catalogue say the same, and nowhere else", async () => {
    await using database = await server.database();
    using project = new FaultProject({ url: database.url });
    const cache = join(project.folder, ".cache");
    project.write("db/app.yaml", schema());
    await project.exits(0, ["reconcile"]);
    await ask(database.url, "CREATE TABLE elsewhere (id int)");
    const check = async (...words: readonly string[]) => {
      const said = async (env: string) => {
        const { code, stdout, stderr } = await project.start(["check", ...words], database.url, { XDG_CACHE_HOME: env }).finished;
        return { code, stdout, stderr };
      };
      return { anew: await said(""), kept: await said(cache) };
    };
    const isSame = async (state: string, ...words: readonly string[]): Promise<void> => {
      const { anew, kept } = await check(...words);
      expect(kept, state).toEqual(anew);
    };
    await isSame("cold");
    const file = join(cache, "keelson/seen", project.folder, "keelson.yaml/app/comparison.json");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const found = readFileSync(file, "utf8");
    expect(found).not.toContain("price");
    await isSame("warm");
    expect(readFileSync(file, "utf8")).toBe(found);

    // Told from what would be found.
    const marked = found.replace(mark, "as it was kept");
    const recalls = async (...words: readonly string[]): Promise<boolean> => {
      writeFileSync(file, marked);
      return (await check(...words)).kept.stdout.includes("as it was kept");
    };
    expect(await recalls()).toBe(true);
    expect(await recalls("--only", "drift")).toBe(true);

    const configuration = readFileSync(join(project.folder, "keelson.yaml"), "utf8");
    const moves: Readonly<Record<string, readonly [there: () => unknown, back: () => unknown]>> = {
      "a column by hand": [
        () => ask(database.url, "ALTER TABLE t3 ADD by_hand int"),
        () => ask(database.url, "ALTER TABLE t3 DROP by_hand"),
      ],
      "a comment by hand": [
        () => ask(database.url, "COMMENT ON COLUMN t3.id IS 'by hand'"),
        () => ask(database.url, "COMMENT ON COLUMN t3.id IS NULL"),
      ],
      "what is not managed": [() => ask(database.url, "CREATE TABLE another ()"), () => ask(database.url, "DROP TABLE another")],
      "whose it is": [
        () => ask(database.url, "CREATE TABLE gone AS TABLE keelson.object; DELETE FROM keelson.object WHERE ref LIKE '%t9%'"),
        () => ask(database.url, "INSERT INTO keelson.object (SELECT * FROM gone EXCEPT SELECT * FROM keelson.object); DROP TABLE gone"),
      ],
      "what was left": [
        () => ask(database.url, "CREATE TABLE gone AS TABLE keelson.state; UPDATE keelson.state SET model = NULL"),
        () => ask(database.url, "UPDATE keelson.state SET model = gone.model FROM gone; DROP TABLE gone"),
      ],
      "a document": [
        () => project.write("db/app.yaml", schema("\n        - { name: more, type: text }")),
        () => project.write("db/app.yaml", schema()),
      ],
      "another document": [() => project.write("db/odd.yaml", "a: b: c\n"), () => project.write("db/odd.yaml", "")],
      "the Database": [
        () => project.write("keelson.yaml", configuration.replace("spec:", "spec:\n  ignore: [elsewhere]")),
        () => project.write("keelson.yaml", configuration),
      ],
    };
    for (const [name, [there, back]] of Object.entries(moves)) {
      await there();
      writeFileSync(file, marked);
      await isSame(name);
      await back();
      writeFileSync(file, found);
      await isSame(`${name}, and back`);
    }
    await isSame("as it was");
    for (const content of ["", "{}", marked.slice(0, -9), "[]", `{"by":1}`]) {
      writeFileSync(file, content);
      await isSame(content);
    }
    writeFileSync(file, marked.replace(/sha256:[0-9a-f]{8}/, "sha256:00000000"));
    await isSame("another digest");
  }, 180_000);
});
