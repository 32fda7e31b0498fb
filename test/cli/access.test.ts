import { escapeIdentifier as q } from "pg";
import { expect, test } from "vitest";
import { CorpusProject } from "../corpus/corpus-project.ts";
import { OwnRoles } from "../dialect/postgresql/own-roles.ts";
import { askRows } from "../server/ask.ts";
import { dump } from "../server/pg-dump.ts";
import { describePostgres } from "../server/postgres.ts";

const schema = (app: string, odd: string) => `
  CREATE SCHEMA "Odd one" AUTHORIZATION ${odd}; GRANT USAGE ON SCHEMA "Odd one" TO ${app};
  CREATE TYPE state AS ENUM ('a'); REVOKE ALL ON TYPE state FROM PUBLIC; CREATE DOMAIN percent AS int CHECK (VALUE < 101); ALTER DOMAIN percent OWNER TO ${odd};
  CREATE FUNCTION double(int) RETURNS int LANGUAGE sql AS 'SELECT $1 * 2'; REVOKE ALL ON FUNCTION double(int) FROM PUBLIC; GRANT EXECUTE ON FUNCTION double(int) TO ${app} WITH GRANT OPTION;
  CREATE SEQUENCE numbers; GRANT USAGE ON SEQUENCE numbers TO ${app};
  CREATE TABLE "Odd one"."dotted.docs" (id int PRIMARY KEY, "Owner" name, secret text, state state); ALTER TABLE "Odd one"."dotted.docs" OWNER TO ${odd};
  GRANT SELECT (id, "Owner"), UPDATE ("Owner") ON "Odd one"."dotted.docs" TO ${app}; GRANT ALL ON "Odd one"."dotted.docs" TO ${app} WITH GRANT OPTION;
  ALTER TABLE "Odd one"."dotted.docs" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
  CREATE POLICY "own docs" ON "Odd one"."dotted.docs" AS RESTRICTIVE FOR UPDATE TO ${app}, ${odd} USING ("Owner" = current_user AND id > double(1)) WITH CHECK (secret <> '');
  COMMENT ON POLICY "own docs" ON "Odd one"."dotted.docs" IS 'it''s';
  CREATE VIEW seen AS SELECT id, "Owner" FROM "Odd one"."dotted.docs"; GRANT SELECT ("Owner") ON seen TO ${app}; GRANT SELECT ON seen TO PUBLIC;
  CREATE TABLE plain (id int); REVOKE ALL ON plain FROM CURRENT_USER`;

describePostgres("owners, grants and policies", (server) => {
  test.each(["GRANT ALL ON SCHEMA public TO PUBLIC", "REVOKE ALL ON SCHEMA public FROM PUBLIC"])(
    "of public are said by a baseline where somebody chose them: %s",
    async (chosen) => {
      await using original = await server.database();
      await askRows(original.url, chosen);
      using project = await CorpusProject.open(original.url, []);
      await project.exits(0, original.url, "adopt");
      await using walked = await server.database();
      await project.exits(0, walked.url, "upgrade");
      expect(await dump(walked.url)).toEqual(await dump(original.url));
    },
  );

  test("are inspected, in sync, and built anew from the documents", { timeout: 180_000 }, async () => {
    await using roles = await OwnRoles.make(server, "app", ' "Odd" role');
    const [app, odd] = roles.names.map((name) => q(name)) as [string, string];
    await using original = await server.database();
    await askRows(original.url, schema(app, odd));
    using project = await CorpusProject.open(original.url, ['schemas: [public, "Odd one"]']);
    const inspected = (await project.exits(0, original.url, "inspect", "--write", "db", "-o", "json")).json<{
      unmanaged: readonly object[];
    }>();
    expect(inspected.unmanaged).toEqual([]);
    await project.exits(0, original.url, "check");
    const documents = project.documents();
    await project.exits(0, original.url, "inspect", "--write", "db");
    expect(project.documents()).toEqual(documents);
    const wanted = await dump(original.url);

    await using rebuilt = await server.database();
    await project.exits(0, rebuilt.url, "apply");
    expect(await dump(rebuilt.url)).toEqual(wanted);
    await project.exits(0, rebuilt.url, "check");
    await project.exits(0, rebuilt.url, "apply");

    await askRows(rebuilt.url, `REVOKE SELECT ON seen FROM PUBLIC; DROP POLICY "own docs" ON "Odd one"."dotted.docs"`);
    await project.exits(6, rebuilt.url, "check");
  });

  test("are read by a role that may do nothing but look", { timeout: 120_000 }, async () => {
    await using roles = await OwnRoles.make(server, "app", ' "Odd" role');
    const [app, odd] = roles.names.map((name) => q(name)) as [string, string];
    await using original = await server.database();
    await askRows(original.url, `${schema(app, odd)}; ALTER ROLE ${app} LOGIN; GRANT USAGE ON SCHEMA "Odd one" TO PUBLIC`);
    using project = await CorpusProject.open(original.url, ['schemas: [public, "Odd one"]']);
    await project.exits(0, original.url, "inspect", "--write", "db");
    const login = new URL(original.url);
    login.username = encodeURIComponent(roles.names[0] as string);
    await project.exits(0, login.href, "check");
    const { stdout } = await project.exits(0, login.href, "doctor");
    expect(stdout).not.toContain("internal");
    await project.exits(0, login.href, "plan");
  });
});
