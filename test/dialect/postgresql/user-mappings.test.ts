import { escapeIdentifier as q } from "pg";
import { expect, test } from "vitest";
import { diff } from "../../../src/diff/diff.ts";
import { known } from "../../../src/model/model.ts";
import { dump } from "../../server/pg-dump.ts";
import { describePostgres } from "../../server/postgres.ts";
import { parseResources } from "../../../src/resource/parse-resources.ts";
import type { SchemaResource } from "../../../src/resource/resource.ts";
import { fromModel } from "../../../src/resource/from-model.ts";
import type { SchemaSpec } from "../../../src/resource/shape/schema.shape.ts";
import { toModel } from "../../../src/resource/to-model.ts";
import { postgresql } from "../../../src/dialect/postgresql/index.ts";
import { desired, difference, lines, schemas, settings, throughDocuments } from "./documents.ts";
import { OwnRoles } from "./own-roles.ts";
import { Workbench } from "./workbench.ts";

const base = `CREATE TABLE t (); CREATE FOREIGN DATA WRAPPER w; CREATE SERVER "S 1" FOREIGN DATA WRAPPER w`;

const findings = (server: NonNullable<SchemaSpec["foreignServers"]>[number]): readonly string[] => {
  const text = JSON.stringify({
    apiVersion: "keelson.dev/v1alpha1",
    kind: "Schema",
    metadata: { name: "s" },
    spec: { foreignDataWrappers: [{ name: "w" }], foreignServers: [server] },
  });
  const resources = parseResources([{ path: "s.json", text }]).resources.filter(
    (resource): resource is SchemaResource => resource.kind === "Schema",
  );
  return toModel(resources, { ...settings, kinds: postgresql.kinds, schemas, serverVersion: null, environment: null }).diagnostics.map(
    ({ code }) => code,
  );
};

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
    expect(known(live.get({ kind: "foreignServer", name: "S 1" }))?.body).toMatchObject({
      userMappings: [{ role: "public", options: { user: "u", password: { secret: null } } }],
    });
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
    expect(diff(live, seen.model).changes.filter(({ before }) => before?.kind === "foreignServer" && before.owner === undefined)).toEqual(
      [],
    );
    expect(known(seen.model.get({ kind: "foreignServer", name: "S 1" }))?.body).toMatchObject({
      userMappings: [{ role: "public", options: null }],
    });
    expect(seen.unmanaged.map(({ kind, name }) => `${kind} ${name}`)).toContain("user mapping public on S 1 (options)");
  });

  test("whoever could not see its options says nothing of them, and a secret that goes is a loss of data", async () => {
    await using roles = await OwnRoles.make(server, "owner", "reader");
    const [owner, reader] = roles.names.map((name) => q(name)) as [string, string];
    await using bench = await Workbench.open(
      server,
      `${base}; ALTER SERVER "S 1" OWNER TO ${owner}; CREATE USER MAPPING FOR ${reader} SERVER "S 1" OPTIONS ("user" 'u', password 'p')`,
    );
    await bench.client.query(`SET ROLE ${owner}`);
    const seen = await bench.inspect();
    await bench.client.query("RESET ROLE");
    expect(seen.unmanaged.find(({ kind }) => kind === "user mapping")).toMatchObject({
      reason: "only a superuser and the role itself may see them",
    });
    const live = await bench.model();
    const said = await throughDocuments(seen.model);
    expect(known(said.get({ kind: "foreignServer", name: "S 1" }))?.body.userMappings).toEqual([{ role: roles.names[1], options: null }]);
    expect(lines(await difference(said, live))).toEqual([]);
    for (const userMappings of [[], [{ role: roles.names[1] as string, options: { user: "u" } }]]) {
      const without = await desired({
        foreignDataWrappers: [{ name: "w" }],
        foreignServers: [{ name: "S 1", wrapper: "w", userMappings }],
        tables: [{ name: "t", columns: [] }],
      });
      const changes = (await difference(without, live)).filter(({ after }) => after?.kind === "foreignServer");
      const hazards = (await bench.lower(changes)).flatMap((each) =>
        each.kind === "statement" ? each.statements.flatMap((statement) => statement.hazards.map(({ kind }) => kind)) : [],
      );
      expect(hazards).toContain("dataLoss");
    }
  });

  test("secrets of which only is known that they are there get names of their own", async () => {
    const mapped = (far: string) =>
      `CREATE SERVER "${far}" FOREIGN DATA WRAPPER w; CREATE USER MAPPING FOR PUBLIC SERVER "${far}" OPTIONS (password 'p')`;
    await using bench = await Workbench.open(server, `${base}; ${mapped("crm x")}; ${mapped("crm_x")}; ${mapped("CRM x")}`);
    const parts = fromModel(await bench.model(), settings).flatMap(({ spec }) => spec.foreignServers ?? []);
    const names = parts.flatMap(({ userMappings = [] }) =>
      userMappings.flatMap(({ options = {} }) => Object.values(options).map((value) => (typeof value === "object" ? value.secret : value))),
    );
    expect(names.toSorted()).toEqual(["crm_x_public_password", "crm_x_public_password_2", "crm_x_public_password_3"]);
  });

  test("a text that stands for a secret is refused wherever a mapping has it", async () => {
    const mapping = (role: string, options: Record<string, string | { secret: string }>) => ({
      wrapper: "w",
      name: "S 1",
      userMappings: [{ role, options }],
    });
    const mark = "{{ secret pw }}";
    for (const entry of [
      mapping("public", { user: mark, password: { secret: "pw" } }),
      mapping("public", { [`a'${mark}'`]: { secret: "pw" } }),
      mapping(`a'${mark}'`, { password: { secret: "pw" } }),
    ])
      expect(findings(entry)).toContain("mark-of-a-secret");
    expect(findings(mapping("public", { user: "{{ x }}", password: { secret: "pw" } }))).toEqual([]);
    await using bench = await Workbench.open(server, "CREATE FOREIGN DATA WRAPPER w");
    const wanted = await desired({
      foreignDataWrappers: [{ name: "w" }],
      foreignServers: [{ ...mapping("public", { password: { secret: "pw" } }), name: `S'${mark}'` }],
    });
    await expect(
      bench.lower((await difference(wanted, await bench.model())).filter(({ after }) => after?.kind === "foreignServer")),
    ).rejects.toMatchObject({ diagnostics: [{ code: "mark-of-a-secret" }] });
  });
});
