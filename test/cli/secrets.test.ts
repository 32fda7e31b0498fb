import { expect, test } from "vitest";
import { describeFaults } from "../crash/faults/describe-faults.ts";
import { FaultProject, told } from "../crash/faults/project.ts";
import { ask } from "../server/ask.ts";
import { everyByte, openPage } from "./page.ts";
import { withoutSubscriptions } from "../server/without-subscriptions.ts";

const canary = "c4n4ry'; --";

describeFaults("a secret that a document names", (server) => {
  test("reaches the server, and nothing that is shown or kept", async () => {
    await using database = await server.database();
    using project = new FaultProject({ url: database.url });
    const connection = (secrets: string) =>
      project.write(
        "keelson.yaml",
        `apiVersion: keelson.dev/v1alpha1\nkind: Database\nmetadata: { name: app }\nspec:\n  dialect: postgresql\n  connection: { url: { env: DATABASE }${secrets} }\n  source: { directory: ./db }\n  mode: declarative\n`,
      );
    const schema = (user: string, password = "{ secret: far_password }") =>
      project.write(
        "db/schema.yaml",
        `apiVersion: keelson.dev/v1alpha1\nkind: Schema\nmetadata: { name: app }\nspec:
  foreignDataWrappers: [ { name: w } ]
  foreignServers: [ { name: far, wrapper: w, userMappings: [ { role: public, options: { user: ${user}, password: ${password} } } ] } ]
  tables: [ { name: cities, foreign: { server: far }, columns: [ { name: id, type: integer } ] } ]\n`,
      );
    const said: string[] = [];
    const run = async (code: number, ...words: readonly string[]): Promise<string> => {
      const finished = await project.start(words, undefined, { FAR: canary }).finished;
      expect(finished.code, told(finished)).toBe(code);
      said.push(told(finished));
      return told(finished);
    };
    const mapping = () => ask(database.url, "SELECT array_to_string(umoptions, '|') FROM pg_user_mapping");

    connection("");
    schema("u", "abc");
    expect(await run(3, "plan")).toContain("secret-in-document");
    schema("u");
    expect(await run(3, "apply")).toContain("unknown-secret");
    expect(await ask(database.url, "SELECT count(*)::int FROM pg_foreign_server")).toBe(0);

    connection(", secrets: { far_password: { env: FAR } }");
    expect(await run(0, "plan", "-o", "json")).toContain("{{ secret far_password }}");
    await run(0, "apply");
    expect(await mapping()).toBe(`user=u|password=${canary}`);
    await run(0, "check");
    const repeat = (severity: string) =>
      ask(
        database.url,
        `CREATE OR REPLACE FUNCTION repeat() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN RAISE ${severity} '%', current_query() USING DETAIL = current_query(); END $$`,
      );
    connection(", secrets: { other: { env: FAR } }");
    await repeat("EXCEPTION");
    await ask(
      database.url,
      "CREATE EVENT TRIGGER repeat ON ddl_command_start WHEN TAG IN ('ALTER USER MAPPING') EXECUTE FUNCTION repeat()",
    );
    schema("v", "{ secret: other }");
    expect(await run(1, "apply")).toContain("SET password '{{ secret other }}'");
    await repeat("WARNING");
    said.push(told(await project.start(["diff"], undefined, { FAR: canary }).finished));
    expect(await run(0, "apply")).toContain("server-warning");
    expect(await mapping()).toBe(`user=v|password=${canary}`);
    await run(0, "check");
    for (const words of [["status"], ["history"], ["inspect"], ["inspect", "--format", "sql"], ["inspect", "--write", "live"], ["doctor"]])
      said.push(told(await project.start(words, undefined, { FAR: canary }).finished));
    await ask(
      database.url,
      "DROP EVENT TRIGGER repeat; ALTER USER MAPPING FOR public SERVER far OPTIONS (SET password 'c4n4ry', ADD token 'c4n4ry')",
    );
    schema("w");
    const page = await openPage(project, [], undefined, { FAR: canary });
    const shown = await everyByte(page, "app");
    expect(shown).toMatch(/<ins><code>\s+token:/);
    expect(shown).toContain("ALTER USER MAPPING");
    said.push(shown, told(await page.end()));
    expect(said.join("\n")).not.toContain("c4n4ry");
    const tables = (await ask(
      database.url,
      "SELECT json_agg(c.relname) FROM pg_class c WHERE c.relnamespace = 'keelson'::regnamespace AND c.relkind = 'r'",
    )) as readonly string[];
    for (const table of tables)
      expect(String(await ask(database.url, `SELECT coalesce(json_agg(t)::text, '') FROM keelson."${table}" t`)), table).not.toContain(
        "c4n4ry",
      );
  });

  test("is the connection string of a subscription, told not even in parts", async () => {
    await using database = await server.database();
    await using _gone = withoutSubscriptions(database.url);
    using project = new FaultProject({ url: database.url });
    project.write(
      "keelson.yaml",
      "apiVersion: keelson.dev/v1alpha1\nkind: Database\nmetadata: { name: app }\nspec:\n  dialect: postgresql\n  connection: { url: { env: DATABASE }, secrets: { one: { env: ONE }, two: { env: TWO }, broken: { env: BROKEN } } }\n  source: { directory: ./db }\n  mode: declarative\n",
    );
    const schema = (subscriptions: string) =>
      project.write(
        "db/schema.yaml",
        `apiVersion: keelson.dev/v1alpha1\nkind: Schema\nmetadata: { name: app }\nspec: { tables: [ { name: t, columns: [] } ], subscriptions: [ ${subscriptions} ] }\n`,
      );
    const said: string[] = [];
    const run = async (code: number, ...words: readonly string[]): Promise<string> => {
      const finished = await project.start(words, undefined, {
        ONE: "host=one password=c4n4ry",
        TWO: "host=two password=c4n4ry",
        BROKEN: "host=two password=my c4n4ry",
      }).finished;
      expect(finished.code, told(finished)).toBe(code);
      said.push(told(finished));
      return told(finished);
    };
    const reached = () =>
      ask(
        database.url,
        "SELECT string_agg(subconninfo || ' ' || subenabled, '|') FROM pg_subscription JOIN pg_database d ON d.oid = subdbid WHERE datname = current_database()",
      );
    schema("{ name: s, connection: { secret: broken }, publications: [p] }");
    expect(await run(1, "apply")).toContain("is kept back");
    schema("{ name: s, connection: { secret: one }, publications: [p], slot: s }");
    expect(await run(0, "plan", "-o", "json")).toContain("{{ secret one }}");
    await run(0, "apply");
    expect(await reached()).toBe("host=one password=c4n4ry false");
    await run(0, "check");
    schema("{ name: s, connection: { secret: two }, publications: [p, q], slot: s }");
    await run(0, "apply");
    expect(await reached()).toBe("host=two password=c4n4ry false");
    await run(0, "check");
    for (const words of [["status"], ["history"], ["inspect"], ["inspect", "--format", "sql"], ["inspect", "--write", "live"], ["doctor"]])
      said.push(told(await project.start(words).finished));
    await ask(database.url, "ALTER SUBSCRIPTION s CONNECTION 'host=three password=c4n4ry'; ALTER SUBSCRIPTION s SET (binary = true)");
    const page = await openPage(project);
    const shown = await everyByte(page, "app");
    expect(shown).toContain("binary: true");
    said.push(shown, told(await page.end()));
    schema("");
    expect(await run(5, "apply")).toContain("dataLoss");
    await run(0, "apply", "--allow", "dataLoss");
    expect(await reached()).toBe(null);
    expect(said.join("\n")).not.toContain("c4n4ry");
    const tables = (await ask(
      database.url,
      "SELECT json_agg(c.relname) FROM pg_class c WHERE c.relnamespace = 'keelson'::regnamespace AND c.relkind = 'r'",
    )) as readonly string[];
    for (const table of tables)
      expect(String(await ask(database.url, `SELECT coalesce(json_agg(t)::text, '') FROM keelson."${table}" t`)), table).not.toContain(
        "c4n4ry",
      );
  });

  test("of another name is set by a revision too, and back on the way down", async () => {
    await using database = await server.database();
    using project = new FaultProject({ url: database.url });
    project.write(
      "keelson.yaml",
      "apiVersion: keelson.dev/v1alpha1\nkind: Database\nmetadata: { name: app }\nspec:\n  dialect: postgresql\n  connection: { url: { env: DATABASE }, secrets: { one: { env: ONE }, two: { env: TWO } } }\n  source: { directory: ./db }\n",
    );
    const run = async (...words: readonly string[]) => {
      const finished = await project.start(words, undefined, { ONE: "1", TWO: "2" }).finished;
      expect(finished.code, told(finished)).toBe(0);
    };
    const mapped = (secret: string) => `name: far, userMappings: [ { role: public, options: { password: { secret: ${secret} } } } ]`;
    const mapping = () => ask(database.url, "SELECT array_to_string(umoptions, '|') FROM pg_user_mapping");
    project.revision(
      "a",
      [],
      `upgrade: [ { createForeignDataWrapper: { name: w } }, { createForeignServer: { wrapper: w, ${mapped("one")} } } ]`,
    );
    await run("upgrade");
    expect(await mapping()).toBe("password=1");
    project.revision("b", ["a"], `upgrade: [ { alterForeignServer: { ${mapped("two")} } } ]`);
    await run("upgrade");
    expect(await mapping()).toBe("password=2");
    await run("downgrade", "a");
    expect(await mapping()).toBe("password=1");
    await run("upgrade");
    expect(await mapping()).toBe("password=2");
  });

  test("may be what others say in the open", async () => {
    await using database = await server.database();
    using project = new FaultProject({ url: database.url });
    project.write(
      "keelson.yaml",
      "apiVersion: keelson.dev/v1alpha1\nkind: Database\nmetadata: { name: app }\nspec:\n  dialect: postgresql\n  connection: { url: { env: DATABASE }, secrets: { one: { env: ONE }, two: { env: TWO } } }\n  source: { directory: ./db }\n  mode: declarative\n",
    );
    const run = async (...words: readonly string[]) => {
      const finished = await project.start(words, undefined, { ONE: "1", TWO: "2" }).finished;
      expect(finished.code, told(finished)).toBe(0);
    };
    const mapping = () => ask(database.url, "SELECT array_to_string(umoptions, '|') FROM pg_user_mapping");
    for (const [user, value] of [
      ["{ secret: one }", "1"],
      ["{ secret: two }", "2"],
      ["plain", "plain"],
      ["{ secret: one }", "1"],
    ]) {
      project.write(
        "db/schema.yaml",
        `apiVersion: keelson.dev/v1alpha1\nkind: Schema\nmetadata: { name: app }\nspec:\n  foreignDataWrappers: [ { name: w } ]\n  foreignServers: [ { name: far, wrapper: w, userMappings: [ { role: public, options: { user: ${user} } } ] } ]\n`,
      );
      await run("apply");
      expect(await mapping()).toBe(`user=${value}`);
      await run("check");
    }
  });
});
