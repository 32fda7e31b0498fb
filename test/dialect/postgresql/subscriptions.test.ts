import { type AddressInfo, createServer } from "node:net";
import { escapeIdentifier as q } from "pg";
import { expect, test } from "vitest";
import { parseResources } from "../../../src/resource/parse-resources.ts";
import type { SchemaResource } from "../../../src/resource/resource.ts";
import { toModel } from "../../../src/resource/to-model.ts";
import { postgresql } from "../../../src/dialect/postgresql/index.ts";
import { withSecretNames } from "../../../src/reconcile/secret-names.ts";
import { known, type Model } from "../../../src/model/model.ts";
import { dump } from "../../server/pg-dump.ts";
import { describePostgres } from "../../server/postgres.ts";
import { withoutSubscriptions } from "../../server/without-subscriptions.ts";
import { difference, lines, schemas, settings, throughDocuments } from "./documents.ts";
import { OwnRoles } from "./own-roles.ts";
import { hazardsOf, sqlOf, Workbench } from "./workbench.ts";

/** Without it documents would say that there is no such schema. */
const base = "CREATE TABLE t ()";
const far = "host=nowhere dbname=x password=canary";
const made = (options: string, publications = "a", name = `"S 1"`): string =>
  `CREATE SUBSCRIPTION ${name} CONNECTION '${far}' PUBLICATION ${publications} WITH (connect = false, ${options})`;

interface Case {
  readonly since: number;
  readonly sql: string;
}

const cases: readonly Case[] = [
  { since: 14, sql: made("slot_name = NONE") },
  {
    since: 14,
    sql: `${made("slot_name = 'slot_1', binary = true, streaming = on, synchronous_commit = 'remote_apply'", `b, "A 1"`)}; COMMENT ON SUBSCRIPTION "S 1" IS 'it''s'`,
  },
  { since: 14, sql: `${made("slot_name = other")}; ${made("slot_name = NONE", "c", "second")}` },
  { since: 15, sql: made("slot_name = NONE, disable_on_error = true, streaming = off") },
  { since: 16, sql: made("slot_name = NONE, password_required = false, run_as_owner = true, origin = none, streaming = parallel") },
  { since: 14, sql: "SELECT" },
  { since: 15, sql: made("slot_name = NONE, two_phase = true") },
  { since: 14, sql: "SELECT" },
  { since: 17, sql: made("slot_name = NONE, failover = true") },
  { since: 14, sql: "SELECT" },
];

/** The model with the names that documents give to its secrets. */
async function wantedOf(bench: Workbench): Promise<Model> {
  const live = await bench.model();
  return withSecretNames(live, (await throughDocuments(live)).objects(), "nameless");
}

async function saidIn(sql: string) {
  const { grammar, kinds } = postgresql;
  await grammar.ready();
  const text = JSON.stringify({
    apiVersion: "keelson.dev/v1alpha1",
    kind: "Schema",
    metadata: { name: "s" },
    spec: { objects: [{ sql }] },
  });
  const { model, diagnostics } = toModel(parseResources([{ path: "s.json", text }]).resources as readonly SchemaResource[], {
    ...settings,
    grammar,
    kinds,
    schemas,
    serverVersion: null,
    environment: null,
  });
  return { model, told: diagnostics.map(({ message, remedy }) => `${message}: ${remedy}`) };
}

describePostgres("subscriptions", (server) => {
  test("go from each of these to the next", { timeout: 180_000 }, async () => {
    await using bench = await Workbench.open(server, base);
    await using _own = withoutSubscriptions(bench.url);
    for (const name of ["s_1_connection", "second_connection"]) bench.secrets.set(name, far);
    for (const { sql } of cases.filter(({ since }) => server.major >= since)) {
      await using goal = await Workbench.open(server, base);
      await using _goals = withoutSubscriptions(goal.url);
      for (const each of sql.split("; ")) await goal.client.query(each);
      const wanted = await wantedOf(goal);
      expect(lines(await difference(await throughDocuments(wanted), await goal.model())), sql).toEqual([]);
      await bench.carryOut(await difference(wanted, await bench.model()));
      expect(await dump(bench.url), sql).toEqual(await dump(goal.url));
      expect((await bench.inspect()).unmanaged).toEqual([]);
    }
  });

  test("have an owner and a new name", async () => {
    await using roles = await OwnRoles.make(server, "app");
    const [app] = roles.names.map((name) => q(name)) as [string];
    await using bench = await Workbench.open(server, base);
    await using _own = withoutSubscriptions(bench.url);
    bench.secrets.set("s_1_connection", far);
    await bench.client.query(`ALTER ROLE ${app} SUPERUSER`);
    await bench.client.query(made("slot_name = NONE"));
    await bench.client.query(`ALTER SUBSCRIPTION "S 1" OWNER TO ${app}`);
    const wanted = await wantedOf(bench);
    expect(known(wanted.get({ kind: "subscription", name: "S 1" }))?.owner).toBe(roles.names[0]);
    await bench.client.query(`ALTER SUBSCRIPTION "S 1" OWNER TO CURRENT_USER`);
    await bench.carryOut(await difference(wanted, await bench.model()));
    expect(lines(await difference(wanted, await bench.model()))).toEqual([]);
    const { owner: _owner, ...before } = known(wanted.get({ kind: "subscription", name: "S 1" })) as never as {
      ref: object;
      owner: string;
    };
    await bench.carryOut([{ kind: "object", before, after: { ...before, ref: { kind: "subscription", name: "new" } } } as never]);
    expect(
      await bench.values("SELECT subname FROM pg_subscription s JOIN pg_database d ON d.oid = subdbid WHERE datname = current_database()"),
    ).toEqual(["new"]);
  });

  test("never have a word with the other server", { timeout: 60_000 }, async () => {
    let contacts = 0;
    await using listener = createServer((socket) => {
      contacts++;
      socket.destroy();
    }).listen(0, "127.0.0.1");
    await new Promise((resolve) => listener.once("listening", resolve));
    const { port } = listener.address() as AddressInfo;
    await using bench = await Workbench.open(server, base);
    await using _own = withoutSubscriptions(bench.url);
    const none = await bench.model();
    bench.secrets.set("far", `host=127.0.0.1 port=${port} dbname=x password=canary`).set("again", `host=127.0.0.1 port=${port} dbname=y`);
    const said = async (options: string, secret = "far") =>
      (await saidIn(`${base}; CREATE SUBSCRIPTION s CONNECTION '{{ secret ${secret} }}' PUBLICATION a WITH (connect = false${options})`))
        .model;
    await bench.carryOut(await difference(await said(""), await bench.model()));
    const changes = await difference(await said(", slot_name = other, binary = true", "again"), await said(""));
    const altered = await bench.carryOut(changes);
    expect(sqlOf(altered).filter((sql) => sql.includes("CONNECTION"))).toEqual([`ALTER SUBSCRIPTION s CONNECTION '{{ secret again }}'`]);
    // As if a table were still being copied: by itself DROP would ask the other server even without a slot.
    await bench.client.query(
      "SET allow_system_table_mods = on; INSERT INTO pg_subscription_rel (srsubid, srrelid, srsubstate) SELECT oid, 't'::regclass, 'd' FROM pg_subscription WHERE subname = 's' AND subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())",
    );
    const dropped = await bench.carryOut(await difference(none, await bench.model()));
    expect(hazardsOf(dropped)).toContain("dataLoss");
    expect(contacts).toBe(0);
  });

  test("of which the connection string is never read, whoever looks", async () => {
    await using roles = await OwnRoles.make(server, "app");
    const [app] = roles.names.map((name) => q(name)) as [string];
    await using bench = await Workbench.open(server, base);
    await using _own = withoutSubscriptions(bench.url);
    await bench.client.query(made("slot_name = slot"));
    const live = await bench.inspect();
    await bench.client.query(`SET ROLE ${app}`);
    const seen = await bench.inspect();
    await bench.client.query("RESET ROLE");
    expect(JSON.stringify([...live.model.objects()])).not.toContain("canary");
    expect(known(seen.model.get({ kind: "subscription", name: "S 1" }))?.body).toEqual(
      known(live.model.get({ kind: "subscription", name: "S 1" }))?.body,
    );
    expect(seen.unmanaged).toEqual([]);
    await bench.client.query(`ALTER SUBSCRIPTION "S 1" ENABLE`);
    expect((await bench.inspect()).unmanaged).toEqual([
      { kind: "subscription", name: "S 1 (enabled)", reason: "whether it runs is not managed" },
    ]);
  });

  test("are refused where the other server would have to be asked, or nobody knows the secret", async () => {
    await using bench = await Workbench.open(server, base);
    await using _own = withoutSubscriptions(bench.url);
    await bench.client.query(made("slot_name = slot"));
    const live = await bench.model();
    await using empty = await Workbench.open(server, base);
    await expect(empty.lower(await difference(live, await empty.model()))).rejects.toMatchObject({
      diagnostics: [{ code: "unknown-secret" }],
    });
    const wanted = (extra: string, name = `"S 1"`) =>
      saidIn(
        `${base}; CREATE SUBSCRIPTION ${name} CONNECTION '{{ secret s }}' PUBLICATION a WITH (connect = false, slot_name = slot${extra})`,
      );
    await expect(empty.lower(await difference((await wanted("", `"a'{{ secret s }}'"`)).model, await empty.model()))).rejects.toMatchObject(
      { diagnostics: [{ code: "mark-of-a-secret" }] },
    );
    const changes = await difference((await wanted(", two_phase = true")).model, live);
    await expect(bench.lower(changes)).rejects.toMatchObject({
      diagnostics: [{ code: server.major < 15 ? "server-too-old" : "other-server-asked" }],
    });
  });

  test("are read from SQL that leaves the other server alone and keeps its secret", async () => {
    expect((await saidIn(made("slot_name = NONE"))).told.join()).toContain("a connection string that is written out");
    expect((await saidIn(made("slot_name = NONE"))).told.join()).not.toContain("canary");
    const within = "CREATE SUBSCRIPTION s CONNECTION 'host=a password=''{{ secret pw }}''' PUBLICATION a WITH (connect = false)";
    expect((await saidIn(within)).told.join()).toContain("a connection string that is written out");
    expect((await saidIn("CREATE SUBSCRIPTION s CONNECTION '{{ secret s }}' PUBLICATION a")).told.join()).toContain(
      "connects to the other server",
    );
    const { model, told } = await saidIn(
      `CREATE SUBSCRIPTION s CONNECTION '{{ secret s }}' PUBLICATION a, "B" WITH (connect = false, slot_name = 'x', streaming = parallel, origin = none, password_required = false, two_phase, binary = on, synchronous_commit = 'local'); COMMENT ON SUBSCRIPTION s IS 'c'; ALTER SUBSCRIPTION s OWNER TO app`,
    );
    expect(told).toEqual([]);
    expect(known(model.get({ kind: "subscription", name: "s" }))).toMatchObject({
      owner: "app",
      comment: "c",
      body: {
        connection: { secret: "s" },
        publications: ["a", "B"],
        slot: "x",
        streaming: "parallel",
        onlyLocal: true,
        passwordRequired: false,
        twoPhase: true,
        binary: true,
        synchronousCommit: "local",
        failover: false,
      },
    });
  });
});
