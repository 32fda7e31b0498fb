import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { FaultProject } from "../crash/faults/project.ts";
import { ask } from "../server/ask.ts";
import { postgresServers } from "../server/postgres.ts";
import { sqliteFile } from "../server/sqlite.ts";

interface Told {
  readonly code: string;
  readonly message: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

const schema = (...lines: readonly string[]): string =>
  ["apiVersion: keelson.dev/v1alpha1", "kind: Schema", "metadata: { name: s }", "spec:", ...lines].join("\n").concat("\n");
const table = (...columns: readonly string[]): readonly string[] => [
  "  tables:",
  "    - name: t",
  "      columns:",
  "        - { name: id, type: bigint }",
  ...columns.map((each) => `        - ${each}`),
];

/** What a run that fails says, as `line:column message`. */
async function told(project: FaultProject, ...words: readonly string[]): Promise<string> {
  const failed = await project.exits(1, [...words, "-o", "json"]);
  const [first, ...others] = failed.json().error.diagnostics as readonly Told[];
  expect(others).toEqual([]);
  return `${first?.file}:${first?.line}:${first?.column} ${first?.message}`;
}

for (const server of postgresServers)
  describe(`a statement that the server refuses (PostgreSQL ${server.major})`, { timeout: 120_000 }, () => {
    test("of a computed difference is told with the entry that asked for it, to the character where the server points at one", async () => {
      await using database = await server.database();
      using project = new FaultProject(database);
      const apply = async (...lines: readonly string[]) => {
        project.write("db/schema.yaml", schema(...lines));
        return told(project, "apply");
      };
      expect(await apply(...table("{ name: a, type: integer, default: 1 + nosuch(3) }"))).toBe(
        "db/schema.yaml:9:50 Cannot create table public.t: SQLSTATE 42883: function nosuch(integer) does not exist, in: CREATE TABLE public.t ( id bigint, a integer DEFAULT 1 + nosuch(3) )",
      );
      expect(await apply("  foreignServers:", "    - { name: far, wrapper: nosuch }")).toBe(
        "db/schema.yaml:6:7 postgres cannot find the foreign-data wrapper nosuch: there is none",
      );
      expect(await apply(...table("{ name: v, type: nosuch }"))).toBe(
        "db/schema.yaml:9:11 postgres cannot find the type public.nosuch: there is none",
      );
      project.write("db/schema.yaml", schema(...table("{ name: v, type: nosuch }", "{ name: w, type: nowhere.other }")));
      const { diagnostics } = (await project.exits(1, ["apply", "-o", "json"])).json().error;
      expect((diagnostics as readonly Told[]).map(({ line, column }) => [line, column])).toEqual([
        [9, 11],
        [10, 11],
      ]);
      expect(await apply(...table("{ name: v, type: text }"), "      checks:", "        - name: c", "          expression: v > 3")).toMatch(
        /^db\/schema.yaml:12:25 .*operator does not exist: text > integer/,
      );
      expect(
        await apply(
          ...table(),
          "  views:",
          "    - name: w",
          "      query: |",
          "        SELECT id,",
          "               nosuch",
          "        FROM t",
        ),
      ).toMatch(/^db\/schema.yaml:13:16 Cannot create view public.w: .*"nosuch" does not exist/);
      project.write("db/schema.yaml", schema(...table("{ name: v, type: text }")));
      await project.exits(0, ["apply"]);
      await ask(database.url, "INSERT INTO t VALUES (1, 'x')");
      // Where the server does not point: the entry.
      expect(
        await apply(...table("{ name: v, type: text }"), "      checks:", "        - name: c", "          expression: length(v) > 4"),
      ).toMatch(/^db\/schema.yaml:11:11 .*SQLSTATE 23514: .*violated by some row/);
    });

    test("of a revision is told with the step, to the character where the server points at one", async () => {
      await using database = await server.database();
      using project = new FaultProject(database);
      await ask(database.url, "CREATE TABLE t (id bigint, v text); INSERT INTO t VALUES (1, 'x')");
      const upgrade = async (...lines: readonly string[]) => {
        project.revision("r1", [], ["upgrade:", ...lines].join("\n"));
        return told(project, "upgrade");
      };
      expect(
        await upgrade(
          "  - addColumn: { table: t, column: { name: z, type: int } }",
          "  - sql:",
          "      text: |",
          "        SELECT 1;",
          "        SELECT nosuch(3)",
          "    downgrade: []",
        ),
      ).toMatch(/^db\/revisions\/r1.yaml:12:18 SQLSTATE 42883: function nosuch\(integer\) does not exist, in: SELECT nosuch\(3\)$/);
      // Of a default that comes with a column no server says where it failed.
      expect(await upgrade("  - addColumn:", "      table: t", "      column: { name: z, type: int, default: nosuch(1) }")).toMatch(
        /^db\/revisions\/r1.yaml:8:7 SQLSTATE 42883: .*, in: ALTER TABLE .*nosuch\(1\)/,
      );
      expect(
        await upgrade("  - alterColumn:", "      table: t", "      column: v", "      type: bigint", "      using: id + nosuch"),
      ).toMatch(/^db\/revisions\/r1.yaml:12:21 SQLSTATE 42703: .*, in: ALTER TABLE/);
      expect(
        await upgrade("  - alterColumn:", "      table: t", "      column: v", "      type: bigint", "      using: v::bigint"),
      ).toMatch(/^db\/revisions\/r1.yaml:8:7 SQLSTATE 22P02: .*"x", in: /);
    });
  });

test("a statement that SQLite refuses is told with its entry", async () => {
  using file = sqliteFile();
  using project = new FaultProject(file);
  project.write("db/schema.yaml", schema(...table("{ name: v, type: text }")));
  await project.exits(0, ["apply"]);
  using database = new DatabaseSync(file.path);
  database.exec("INSERT INTO t VALUES (1, 'x'), (2, 'x')");
  project.write(
    "db/schema.yaml",
    schema(...table("{ name: v, type: text }"), "      indexes:", "        - { name: one, columns: [v], unique: true }"),
  );
  expect(await told(project, "apply")).toMatch(/^db\/schema.yaml:11:11 Cannot create index main.t.one: .*UNIQUE/);
});
