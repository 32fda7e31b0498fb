import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { CorpusProject } from "../corpus/corpus-project.ts";
import { describeEngines } from "../reconcile/engines.ts";
import { askRows } from "../server/ask.ts";
import { describeNewestPostgres } from "../server/postgres.ts";
import { runKeelson } from "./keelson.ts";

/** Of each engine its own spelling of what both mean alike. */
const schema = `# The shop.
apiVersion: keelson.dev/v1alpha1
kind: Schema
metadata: { name: shop }
spec:
  enums: [ { name: state, values: [ new, paid ] } ]   # of orders
  tables:
    # Who buys.
    - name: users
      columns:
        - { name: id, type: int, nullable: false }
        - { name: email, type: "varchar(100)", dialects: { sqlite: { type: text } } }   # as they gave it
        - name: state
          type: state
          default: "'new'"
      primaryKey: { columns: [id] }
      checks: [ { name: users_email_check, expression: "email <> ''" } ]
    - name: teams
      columns: [ { name: id, type: bigint } ]
`;

describeEngines((engine) => {
  describe("inspect --write", () => {
    test("leaves every byte of what is as it says, and writes what differs where it stands", { timeout: 60_000 }, async () => {
      const opened = await engine.open();
      const cwd = mkdtempSync(join(tmpdir(), "keelson-inspect-"));
      const keelson = (...words: readonly string[]) => runKeelson([...words, "--url", opened.url], { cwd });
      const file = join(cwd, "db/schema.yaml");
      const read = () => readFileSync(file, "utf8");
      try {
        expect((await runKeelson(["init", "--dialect", engine.dialect.name], { cwd })).code).toBe(0);
        writeFileSync(file, schema);
        expect(await keelson("apply")).toMatchObject({ code: 0 });
        const nothing = "Nothing to write: the documents say what is there.\n";
        expect(await keelson("inspect", "--write", "db")).toMatchObject({ code: 0, stdout: nothing });
        expect(read()).toBe(schema);

        await opened.beside.run("ALTER TABLE users ADD COLUMN age integer");
        await opened.beside.run("ALTER TABLE teams ADD COLUMN size integer");
        expect(await keelson("inspect", "--write", "db")).toMatchObject({ code: 0 });
        const written = read();
        const lines = schema.split("\n").filter((line) => !/columns: \[ \{ name: id, type: bigint \} \]/.test(line));
        expect(written.split("\n")).toEqual(expect.arrayContaining(lines.map((line) => line.replace(" }   # as", " } # as"))));
        expect(written).toContain("- { name: age, type: integer }");
        expect(written).toContain("columns: [ { name: id, type: bigint }, { name: size, type: integer } ]");
        expect((await keelson("diff", "-o", "json")).json()).toMatchObject({ changes: [] });
        expect(await keelson("inspect", "--write", "db")).toMatchObject({ code: 0 });
        expect(read()).toBe(written);
      } finally {
        rmSync(cwd, { recursive: true, force: true });
        await opened.drop();
      }
    });
  });
});

describeNewestPostgres("inspect of a database", (server) => {
  test("says which of the schemas that it should read are not there", async () => {
    await using database = await server.database();
    using project = await CorpusProject.open(database.url, ["schemas: [public, elsewhere]"]);
    const { stderr } = await project.exits(0, database.url, "inspect");
    expect(stderr).toContain("note[schema-absent]: schema elsewhere, which spec.schemas names, is not in the database");
    expect(stderr).not.toContain("public");
  });

  test("leaves what stands as SQL where it stands, and says where it is no longer as it says", { timeout: 60_000 }, async () => {
    await using database = await server.database();
    const cwd = mkdtempSync(join(tmpdir(), "keelson-inspect-"));
    const keelson = (...words: readonly string[]) => runKeelson([...words, "--url", database.url], { cwd });
    try {
      expect((await runKeelson(["init", "--dialect", "postgresql"], { cwd })).code).toBe(0);
      writeFileSync(
        join(cwd, "db/schema.yaml"),
        "apiVersion: keelson.dev/v1alpha1\nkind: Schema\nmetadata: { name: shop }\nspec:\n  objects: [ { sql: CREATE VIEW buyers AS SELECT id FROM users } ]\n  files: [ tables.sql ]\n",
      );
      writeFileSync(join(cwd, "db/tables.sql"), "CREATE TABLE users (id integer);\n");
      expect(await keelson("apply")).toMatchObject({ code: 0 });
      const nothing = "Nothing to write: the documents say what is there.\n";
      expect(await keelson("inspect", "--write", "db")).toMatchObject({ code: 0, stdout: nothing });

      await askRows(database.url, "ALTER TABLE users ADD COLUMN age integer");
      await askRows(database.url, "CREATE TABLE teams (id integer)");
      const { stdout, stderr } = await keelson("inspect", "--write", "db");
      expect(stdout).toBe("wrote db/tables/teams.yaml\n");
      expect(stderr).toMatch(/^db\/tables\.sql:1:1: warning\[left-as-sql\]: table \w+\.users stands here as SQL/);
      expect(await keelson("validate")).toMatchObject({ code: 0 });
      writeFileSync(join(cwd, "db/tables.sql"), "CREATE TABLE users (id integer, age integer);\n");
      expect((await keelson("diff", "-o", "json")).json()).toMatchObject({ changes: [] });
    } finally {
      rmSync(cwd, { recursive: true, force: true });
    }
  });
});
