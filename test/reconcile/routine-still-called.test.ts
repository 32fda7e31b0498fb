import { expect, test } from "vitest";
import { postgresql } from "../../src/dialect/postgresql/index.ts";
import { reconcile } from "../../src/reconcile/reconcile.ts";
import { reconcileRequest } from "../../src/reconcile/request.ts";
import { describePostgres } from "../server/postgres.ts";
import { besidePostgres } from "./beside.ts";
import { TestProject } from "./project.ts";

const table = "tables: [ { name: t, columns: [ { name: id, type: integer } ] } ]";
const f = (type: string) =>
  `{ signature: "f(${type})", sql: "CREATE FUNCTION f(${type}) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true'" }`;

/** Made by hand, and what it is called. */
const users = [
  ["CREATE POLICY p ON t USING (f(id))", "policy public.t.p"],
  ["CREATE INDEX i ON t (f(id))", "index public.t.i"],
  [
    "CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW WHEN (f(NEW.id)) EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    "trigger public.t.tr",
  ],
  ["CREATE RULE r AS ON DELETE TO t WHERE f(OLD.id) DO INSTEAD NOTHING", "rule public.t.r"],
  ["ALTER TABLE t ADD CONSTRAINT c CHECK (f(id))", "check constraint public.t.c"],
  ["ALTER TABLE t ADD COLUMN d boolean DEFAULT f(1)", "column public.t.d"],
  ["CREATE TABLE other (d boolean DEFAULT f(1))", "column public.other.d"],
  ["CREATE DOMAIN dom AS integer CHECK (f(VALUE))", "domain public.dom"],
  ["CREATE VIEW v AS SELECT f(id) FROM t", "view public.v"],
  ["CREATE STATISTICS s ON (f(id)), id FROM t", "statistics object public.s"],
  ["CREATE OPERATOR ==== (FUNCTION = f, RIGHTARG = integer)", "operator public.===="],
] as const;

describePostgres("a routine that goes", (server) => {
  const withProject = async (use: (project: TestProject, run: (sql: string) => Promise<readonly unknown[]>) => Promise<void>) => {
    const database = await server.database();
    const beside = await besidePostgres(database.url);
    try {
      await use(new TestProject(postgresql, database.url), (sql) => beside.rows(sql));
    } finally {
      await beside.close();
      await database.drop();
    }
  };

  test("is refused before anything runs while something calls it that nobody declares", async () => {
    await withProject(async (project, run) => {
      project.schema(`${table}, functions: [ ${f("integer")} ]`);
      const go = () => project.with((opened) => reconcile(opened, reconcileRequest("head")));
      expect(await go()).toMatchObject({ exitCode: 0 });
      project.schema(table);
      for (const [sql, name] of users) {
        await run(sql);
        await expect(go(), sql).rejects.toThrow(new RegExp(`cannot drop function public.f\\(integer\\): ${name.replaceAll(".", "\\.")}`));
        expect(await run("SELECT FROM pg_proc WHERE proname = 'f'"), sql).toHaveLength(1);
        const [kind = "", object = ""] = sql.replace("CREATE ", "").split(" ");
        if (sql.startsWith("ALTER")) await run(`ALTER TABLE t DROP ${sql.split(" ").slice(4, 6).join(" ")}`);
        else
          await run(`DROP ${kind} ${object}${/POLICY|TRIGGER|RULE/.test(kind) ? " ON t" : kind === "OPERATOR" ? " (NONE, integer)" : ""}`);
      }
      expect(await go()).toMatchObject({ exitCode: 0 });
    });
  });
});
