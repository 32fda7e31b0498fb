import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ExecutionEvent } from "../../src/execute/execution-event.ts";
import { compare } from "../../src/reconcile/compare.ts";
import { reconcile } from "../../src/reconcile/reconcile.ts";
import { reconcileOnce } from "../../src/reconcile/reconcile-once.ts";
import { downgradeRequest, type ReconcileRequest, upgradeRequest } from "../../src/reconcile/request.ts";
import { standStill } from "../../src/reconcile/stand-still.ts";
import type { Beside } from "./beside.ts";
import { describeEngines, type OpenedDatabase } from "./engines.ts";
import { TestProject } from "./project.ts";

const table = (column: string) =>
  `columns: [ { name: id, type: integer, identity: byDefault }, ${column} ], primaryKey: { name: users_pkey, columns: [id] }`;
const email = "{ name: email, type: text, nullable: false }";
const mail = "{ name: mail, renamedFrom: [email], type: text, nullable: false }";
const unique = (column: string) => `unique: [ { name: users_email_key, columns: [${column}] } ]`;

describeEngines((engine) => {
  let opened: OpenedDatabase;
  let project: TestProject;
  let beside: Beside;

  beforeEach(async () => {
    opened = await engine.open();
    project = new TestProject(engine.dialect, opened.url);
    beside = opened.beside;
  });
  afterEach(() => opened.drop());

  const go = async (request: ReconcileRequest) => {
    const outcome = await project.with((run) => reconcile(run, request));
    expect(outcome).toMatchObject({ exitCode: 0 });
    return outcome.situation;
  };
  const now = () => go(upgradeRequest("head", { contract: "now" }));
  const allowed = new Set(["dataLoss", "tableRewrite", "longLock"] as const);
  const helpers = () =>
    beside.rows(
      engine.dialect.name === "sqlite"
        ? "SELECT name FROM sqlite_schema WHERE type = 'trigger'"
        : "SELECT tgname AS name FROM pg_trigger WHERE NOT tgisinternal UNION SELECT proname FROM pg_proc WHERE proname LIKE '%keelson%'",
    );
  const clean = async (columns: readonly string[]) => expect([await helpers(), await beside.columns("users")]).toEqual([[], columns]);

  describe("a column that is required and unique", () => {
    beforeEach(async () => {
      project.revision("a", null, `upgrade: [ { createTable: { name: users, ${table(email)}, ${unique("email")} } } ]`);
      await go(upgradeRequest("head"));
      await beside.run("INSERT INTO users (email) VALUES ('a@b'), ('b@c')");
      project.revision("b", "a", "upgrade: [ { renameColumn: { table: users, from: email, to: mail, keepOld: true } } ]");
      project.schema(`tables: [ { name: users, ${table(mail)}, ${unique("mail")} } ]`);
    });
    const both = () => beside.rows("SELECT id, email, mail FROM users ORDER BY id");

    test("is read and written under both names until the contract half has run", async () => {
      expect(await go(upgradeRequest("head"))).toBe("contractPending");
      await beside.run("INSERT INTO users (email) VALUES ('c@d')");
      await beside.run("INSERT INTO users (mail) VALUES ('d@e'), ('e@f')");
      await beside.run("UPDATE users SET mail = 'x@y' WHERE email = 'a@b'");
      await beside.run("UPDATE users SET email = 'y@z' WHERE mail = 'b@c'");
      await beside.run("DELETE FROM users WHERE mail = 'e@f'");
      expect(await both()).toEqual(["x@y", "y@z", "c@d", "d@e"].map((each, at) => ({ id: at + 1, email: each, mail: each })));
      await expect(beside.run("INSERT INTO users (mail) VALUES ('x@y')")).rejects.toThrow(/unique/i);
      await expect(beside.run("INSERT INTO users (id) VALUES (9)")).rejects.toThrow(/not.null/i);
      await expect(beside.run("UPDATE users SET mail = NULL")).rejects.toThrow(/not.null/i);
      expect(await beside.rows("INSERT INTO users (mail) VALUES ('r@s') RETURNING mail")).toEqual([{ mail: "r@s" }]);
      expect(await project.with((run) => compare(run))).toMatchObject({ comparison: { drift: [], unmanaged: [], schemaAhead: [] } });
      expect((await project.with(standStill)).situation).toBe("contractPending");

      expect(await now()).toBe("inSync");
      await clean(["id", "mail"]);
      await expect(beside.run("INSERT INTO users (id) VALUES (9)")).rejects.toThrow(/not.null/i);
      expect((await beside.rows("SELECT mail FROM users ORDER BY id")).map((row) => row["mail"])).toEqual([
        "x@y",
        "y@z",
        "c@d",
        "d@e",
        "r@s",
      ]);
      expect((await project.with(standStill)).situation).toBe("inSync");
    });

    test("made with its contract half at once, can be taken back and made again", async () => {
      await now();
      await clean(["id", "mail"]);
      expect(await project.with((run) => compare(run))).toMatchObject({ comparison: { drift: [] } });
      await go(downgradeRequest("a"));
      await clean(["id", "email"]);
      expect(await beside.rows("SELECT email FROM users ORDER BY id")).toEqual([{ email: "a@b" }, { email: "b@c" }]);
      await now();
      await clean(["id", "mail"]);
    });

    test("can be taken back before the contract half, and behind it", async () => {
      await go(upgradeRequest("head"));
      await beside.run("UPDATE users SET mail = 'x@y' WHERE email = 'a@b'");
      await go(downgradeRequest("a"));
      await clean(["id", "email"]);
      await go(upgradeRequest("head"));
      await now();
      await go(downgradeRequest("a"));
      await clean(["id", "email"]);
      expect(await beside.rows("SELECT email FROM users ORDER BY id")).toEqual([{ email: "x@y" }, { email: "b@c" }]);
      await expect(beside.run("INSERT INTO users (id) VALUES (9)")).rejects.toThrow(/not.null/i);
      await now();
      await clean(["id", "mail"]);
    });
  });

  test("what hangs on the column is no drift once it has its new name alone", async () => {
    const twice = `{ name: twice, type: integer, generated: { expression: "size * 2", stored: true } }`;
    const hanging = `checks: [ { name: positive, expression: "size > 0" } ], indexes: [ { name: users_size, columns: [size], where: "size > 1" } ]`;
    project.revision(
      "a",
      null,
      `upgrade: [ { createTable: { name: users, ${table("{ name: size, type: integer }")}, ${hanging} } }, { addColumn: { table: users, column: ${twice} } } ]`,
    );
    await go(upgradeRequest("head"));
    project.revision("b", "a", "upgrade: [ { renameColumn: { table: users, from: size, to: length, keepOld: true } } ]");
    expect(await go(upgradeRequest("head"))).toBe("contractPending");
    expect(await now()).toBe("inSync");
    expect(await project.with((run) => compare(run))).toMatchObject({ comparison: { state: "inSync", drift: [] } });
  });

  describe("a column that gets another type", () => {
    beforeEach(async () => {
      project.revision("a", null, `upgrade: [ { createTable: { name: users, ${table("{ name: cents, type: integer }")} } } ]`);
      await go(upgradeRequest("head"));
      await beside.run("INSERT INTO users (cents) VALUES (150), (NULL), (275)");
      const how = `type: double precision, using: "cents / 100.0", downgradeUsing: "CAST(price * 100 AS integer)"`;
      project.revision("b", "a", `upgrade: [ { renameColumn: { table: users, from: cents, to: price, keepOld: true, ${how} } } ]`);
    });
    const both = () => beside.rows("SELECT cents, price FROM users ORDER BY id");

    test("is converted both ways, and what was written in the new type is kept", async () => {
      await go(upgradeRequest("head"));
      await beside.run("UPDATE users SET price = 1.755 WHERE cents = 150");
      await beside.run("UPDATE users SET cents = 300 WHERE price = 2.75");
      await beside.run("INSERT INTO users (price) VALUES (0.5)");
      const cents = engine.dialect.name === "sqlite" ? 175 : 176;
      expect(await both()).toEqual([
        { cents, price: 1.755 },
        { cents: null, price: null },
        { cents: 300, price: 3 },
        { cents: 50, price: 0.5 },
      ]);
      await go(upgradeRequest("head", { contract: "now", allowed }));
      await clean(["id", "price"]);
      const prices = () => beside.rows("SELECT price FROM users ORDER BY id");
      expect(await prices()).toEqual([{ price: 1.755 }, { price: null }, { price: 3 }, { price: 0.5 }]);
      await go(downgradeRequest("a", { allowed }));
      await clean(["id", "cents"]);
      expect(await beside.rows("SELECT cents FROM users ORDER BY id")).toEqual([{ cents }, { cents: null }, { cents: 300 }, { cents: 50 }]);
      await go(upgradeRequest("head", { contract: "now", allowed }));
      expect((await prices())[2]).toEqual({ price: 3 });
    });

    test("is filled in batches beside writers, stopped at any of them and run again", async () => {
      await beside.run("INSERT INTO users (cents) SELECT 100 FROM users a, users b, users c");
      const stop = new AbortController();
      const events: string[] = [];
      const onEvent = (event: ExecutionEvent) => {
        events.push(event.kind);
        if (event.kind === "stageDone") stop.abort();
      };
      const first = await reconcileOnce(project.options({ signal: stop.signal, onEvent }), upgradeRequest("head"));
      expect(first.situation).toBe("interrupted");
      expect((await both()).every(({ price }) => price === null)).toBe(true);
      await beside.run("UPDATE users SET cents = 500 WHERE id = 1");
      await beside.run("INSERT INTO users (price) VALUES (7)");
      expect(await go(upgradeRequest("head"))).toBe("contractPending");
      const wrong = await beside.rows("SELECT id FROM users WHERE cents IS NOT NULL AND (price IS NULL OR cents <> price * 100)");
      expect(wrong).toEqual([]);
      expect((await both())[0]).toEqual({ cents: 500, price: 5 });
    });
  });

  test("of a column that is computed, nobody could keep two names", async () => {
    const computed = `{ name: email, type: text, generated: { expression: "'x'", stored: true } }`;
    project.revision(
      "a",
      null,
      `upgrade: [ { createTable: { name: users, ${table(computed)} } }, { renameColumn: { table: users, from: email, to: mail, keepOld: true } } ]`,
    );
    const outcome = await reconcileOnce(project.options(), upgradeRequest("head"));
    expect([outcome.exitCode, outcome.error?.code]).toEqual([3, "old-name-computed"]);
  });
});
