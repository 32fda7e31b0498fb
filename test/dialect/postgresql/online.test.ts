import { expect, test } from "vitest";
import type { Change } from "../../../src/change/change.ts";
import type { StatementInstruction } from "../../../src/instruction/instruction.ts";
import { known } from "../../../src/model/model.ts";
import type { SchemaObjectOf } from "../../../src/model/object.ts";
import { childRef, refKey } from "../../../src/model/ref.ts";
import { describePostgres } from "../../server/postgres.ts";
import { sqlOf, users, Workbench } from "./workbench.ts";

const people = "CREATE TABLE users (id integer PRIMARY KEY, email text); INSERT INTO users VALUES (1, 'a'), (2, 'a')";

const index: SchemaObjectOf<"index"> = {
  kind: "index",
  ref: { ...childRef("index", users, "users_email"), kind: "index" },
  origin: { kind: "declared" },
  comment: null,
  body: {
    unique: true,
    method: "btree",
    keys: [{ column: "email", expression: null, order: "asc", nulls: null, opclass: null, collation: null }],
    include: [],
    where: null,
    nullsNotDistinct: false,
    options: {},
    valid: true,
  },
};
const build: Change = { kind: "object", before: null, after: index };

describePostgres("online strategies", (server) => {
  test("a build says what became of it, and how to clear what is broken", async () => {
    await using bench = await Workbench.open(server, people);
    const [instruction] = (await bench.lower([build])) as readonly StatementInstruction[];
    const { sql = "", clear = [] } = instruction?.probe ?? {};
    const state = async () => (await bench.values(sql))[0];
    expect(await state()).toBe("todo");
    await expect(bench.execute(instruction as StatementInstruction)).rejects.toThrow("could not create unique index");
    expect(await state()).toBe("broken");
    for (const statement of clear) await bench.client.query(statement);
    expect(await state()).toBe("todo");
    await bench.client.query("UPDATE users SET email = id::text");
    await bench.execute(instruction as StatementInstruction);
    expect(await state()).toBe("done");
  });

  test("an invalid index is dropped and built again", async () => {
    await using bench = await Workbench.open(server, people);
    await bench.client.query("CREATE UNIQUE INDEX CONCURRENTLY users_email ON users (email)").catch(() => undefined);
    await bench.client.query("UPDATE users SET email = id::text");
    const broken = known((await bench.model()).get(index.ref));
    const instructions = await bench.carryOut([{ kind: "object", before: broken ?? null, after: index }]);
    expect(sqlOf(instructions)).toEqual([
      "DROP INDEX CONCURRENTLY public.users_email",
      "CREATE UNIQUE INDEX CONCURRENTLY users_email ON public.users (email)",
    ]);
    expect(known((await bench.model()).get(index.ref))?.body.valid).toBe(true);
  });

  test("a new index becomes the replica identity, and the order to cluster by, that the old one was", async () => {
    await using bench = await Workbench.open(
      server,
      "CREATE TABLE users (id integer PRIMARY KEY, email text NOT NULL); INSERT INTO users VALUES (1, 'a'); CREATE UNIQUE INDEX users_email ON users (email); ALTER TABLE users REPLICA IDENTITY USING INDEX users_email, CLUSTER ON users_email",
    );
    const before = known((await bench.model()).get(index.ref));
    const descending = index.body.keys.map((key) => ({ ...key, order: "desc" as const }));
    await bench.carryOut([
      {
        kind: "object",
        before: before ?? null,
        after: { ...index, body: { ...index.body, keys: descending, cluster: true, replicaIdentity: true } },
      },
    ]);
    const marks =
      "SELECT indexrelid::regclass || ' ' || indisreplident || ' ' || indisclustered FROM pg_index WHERE indrelid = 'users'::regclass AND NOT indisprimary";
    expect(await bench.values(marks)).toEqual(["users_email true true"]);
  });

  test("what must be one transaction is", async () => {
    await using bench = await Workbench.open(server, people);
    const [instruction] = await bench.lower([build], { atomic: "yes" });
    expect(instruction).toMatchObject({
      mode: "transaction",
      statements: [
        { sql: "CREATE UNIQUE INDEX users_email ON public.users (email)", hazards: [{ kind: "indexBuild" }, { kind: "longLock" }] },
      ],
    });
  });

  test("emptiness that decided is asserted", async () => {
    await using bench = await Workbench.open(server, "CREATE TABLE users (id integer, email text)");
    const [instruction] = (await bench.lower([build])) as readonly StatementInstruction[];
    expect(instruction?.mode).toBe("transaction");
    const [precondition] = instruction?.preconditions ?? [];
    expect(await bench.values(precondition?.sql ?? "")).toEqual([true]);
    await bench.client.query("INSERT INTO users VALUES (1, 'x')");
    expect(await bench.values(precondition?.sql ?? "")).toEqual([false]);
  });

  test("a column that holds nothing is dropped without a loss, and that is asserted", async () => {
    await using bench = await Workbench.open(server, `${people}; ALTER TABLE users ADD note text`);
    const drop = async (name: string) => {
      const column = known((await bench.model()).get({ ...childRef("column", users, name), kind: "column" }));
      return (await bench.lower([{ kind: "object", before: column ?? null, after: null }]))[0] as StatementInstruction;
    };
    const [unused, used] = [await drop("note"), await drop("email")];
    expect(unused.statements[0]?.hazards.map(({ kind }) => kind)).toEqual(["incompatibleWithRunningApp"]);
    expect(unused.preconditions).toHaveLength(1);
    expect(used.statements[0]).toMatchObject({
      inverse: "structure",
      hazards: [{ kind: "dataLoss" }, { kind: "incompatibleWithRunningApp" }],
    });
  });

  test("a statement names the locks it takes", async () => {
    await using bench = await Workbench.open(
      server,
      `${people}; CREATE TABLE pets (id integer PRIMARY KEY, owner integer); INSERT INTO pets VALUES (1, 1)`,
    );
    const pets = { ...users, name: "pets" };
    const key: SchemaObjectOf<"foreignKey"> = {
      kind: "foreignKey",
      ref: { ...childRef("foreignKey", pets, "f"), kind: "foreignKey" },
      origin: { kind: "declared" },
      comment: null,
      body: {
        columns: ["owner"],
        references: { table: users, columns: ["id"] },
        onDelete: "noAction",
        onUpdate: "noAction",
        match: "simple",
        notValid: false,
        deferrable: false,
        initiallyDeferred: false,
      },
    };
    const instructions = (await bench.carryOut([{ kind: "object", before: null, after: key }])) as readonly StatementInstruction[];
    const locks = instructions.map(({ statements, barrier, long }) => [
      statements[0]?.locks.map(({ table, mode }) => [refKey(table), mode]),
      barrier,
      long,
    ]);
    expect(locks).toEqual([
      [
        [
          [refKey(pets), "shareRowExclusive"],
          [refKey(users), "shareRowExclusive"],
        ],
        undefined,
        "no",
      ],
      [
        [
          [refKey(pets), "shareUpdateExclusive"],
          [refKey(users), "rowShare"],
        ],
        "both",
        "yes",
      ],
    ]);
  });

  test("a view's triggers are not lost with it", async () => {
    await using bench = await Workbench.open(
      server,
      `${people}; CREATE VIEW v AS SELECT id FROM users; CREATE TRIGGER t INSTEAD OF DELETE ON v FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()`,
    );
    const column = known((await bench.model()).get({ ...childRef("column", users, "id"), kind: "column" }));
    if (column === undefined) throw new Error("no column");
    const wider: Change = { kind: "object", before: column, after: { ...column, body: { ...column.body, type: "bigint" } } };
    await bench.carryOut([wider]);
    expect(await bench.values("SELECT tgname FROM pg_trigger WHERE tgrelid = 'v'::regclass")).toEqual(["t"]);
  });

  test("a view that is only planned yet is found by its text", async () => {
    await using bench = await Workbench.open(server, people);
    const view = (name: string, query: string): Change => ({
      kind: "object",
      before: null,
      after: {
        kind: "view",
        ref: { kind: "view", schema: "public", name },
        origin: { kind: "declared" },
        body: {
          query: { text: query, form: "written" },
          columns: null,
          materialized: false,
          withData: true,
          options: {},
          check: null,
          reads: null,
        },
      },
    });
    const column = known((await bench.model()).get({ ...childRef("column", users, "id"), kind: "column" }));
    if (column === undefined) throw new Error("no column");
    const wider: Change = { kind: "object", before: column, after: { ...column, body: { ...column.body, type: "bigint" } } };
    const instructions = await bench.lower([view("first", "SELECT id FROM users"), view("second", "SELECT id FROM first"), wider]);
    for (const instruction of instructions) await bench.execute(instruction);
    expect(await bench.values("SELECT format_type(atttypid, NULL) FROM pg_attribute WHERE attrelid = 'second'::regclass")).toEqual([
      "bigint",
    ]);
  });
});
