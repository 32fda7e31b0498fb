import { escapeIdentifier as q } from "pg";
import { expect, test } from "vitest";
import { diff } from "../../../src/diff/diff.ts";
import { known } from "../../../src/model/model.ts";
import { dump } from "../../server/pg-dump.ts";
import { describePostgres } from "../../server/postgres.ts";
import { difference, lines, throughDocuments } from "./documents.ts";
import { OwnRoles } from "./own-roles.ts";
import { Workbench } from "./workbench.ts";

const base = `CREATE TABLE t (); CREATE FOREIGN DATA WRAPPER w; CREATE SERVER "S 1" FOREIGN DATA WRAPPER w`;

describePostgres("user mappings", (server) => {
  test("go from each of these to the next, and with their server", async () => {
    await using roles = await OwnRoles.make(server, "app", "Other One");
    const [app, other] = roles.names.map((name) => q(name)) as [string, string];
    const states = [
      base,
      `${base}; CREATE USER MAPPING FOR PUBLIC SERVER "S 1"`,
      `${base}; CREATE USER MAPPING FOR ${app} SERVER "S 1" OPTIONS ("user" 'it''s', password_required 'false'); CREATE USER MAPPING FOR PUBLIC SERVER "S 1" OPTIONS ("user" 'all')`,
      `${base}; CREATE USER MAPPING FOR ${app} SERVER "S 1" OPTIONS ("user" 'u', sslcert '/c'); CREATE USER MAPPING FOR ${other} SERVER "S 1"; ALTER SERVER "S 1" VERSION '2'`,
      "CREATE TABLE t ()",
    ];
    await using bench = await Workbench.open(server, "CREATE TABLE t ()");
    for (const sql of states) {
      await using goal = await Workbench.open(server, sql);
      const wanted = await goal.model();
      expect(lines(await difference(await throughDocuments(wanted), wanted)), sql).toEqual([]);
      await bench.carryOut(diff(wanted, await bench.model()).changes);
      expect(await dump(bench.url), sql).toEqual(await dump(goal.url));
      expect((await bench.inspect()).unmanaged).toEqual([]);
    }
  });

  test("the value of a secret is never read, and is the same whatever it is", async () => {
    const mapped = (secret: string) => `${base}; CREATE USER MAPPING FOR PUBLIC SERVER "S 1" OPTIONS ("user" 'u', password '${secret}')`;
    await using bench = await Workbench.open(server, mapped("canary"));
    await using other = await Workbench.open(server, mapped("another"));
    const live = await bench.model();
    expect(JSON.stringify([...live.objects()])).not.toContain("canary");
    expect(known(live.get({ kind: "foreignServer", name: "S 1" }))?.body).toMatchObject({ userMappings: [{ role: "public", options: { user: "u", password: { secret: null } } }] });
    expect(diff(await other.model(), live).changes).toEqual([]);
    await bench.client.query(`ALTER USER MAPPING FOR PUBLIC SERVER "S 1" OPTIONS (SET "user" 'v')`);
    await bench.carryOut(diff(live, await bench.model()).changes);
    expect(await bench.values("SELECT array_to_string(umoptions, ';') FROM pg_user_mapping")).toEqual(["user=u;password=canary"]);
    await using empty = await Workbench.open(server);
    await expect(empty.lower(diff(live, await empty.model()).changes)).rejects.toMatchObject({ diagnostics: [{ code: "unknown-secret" }] });
  });

  test("what the role may not see is not compared, and told", async () => {
    await using roles = await OwnRoles.make(server, "app");
    const [app] = roles.names.map((name) => q(name)) as [string];
    await using bench = await Workbench.open(server, `${base}; CREATE USER MAPPING FOR PUBLIC SERVER "S 1" OPTIONS ("user" 'u')`);
    const live = await bench.model();
    await bench.client.query(`SET ROLE ${app}`);
    const seen = await bench.inspect();
    await bench.client.query("RESET ROLE");
    expect(diff(live, seen.model).changes.filter(({ before }) => before?.kind === "foreignServer" && before.owner === undefined)).toEqual([]);
    expect(known(seen.model.get({ kind: "foreignServer", name: "S 1" }))?.body).toMatchObject({ userMappings: [{ role: "public", options: null }] });
    expect(seen.unmanaged.map(({ kind, name }) => `${kind} ${name}`)).toContain("user mapping public on S 1 (options)");
  });
});
