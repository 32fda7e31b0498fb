import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { computePlan } from "../../src/reconcile/compute-plan.ts";
import { reconcile } from "../../src/reconcile/reconcile.ts";
import { reconcileOnce } from "../../src/reconcile/reconcile-once.ts";
import { downgradeRequest, type ReconcileRequest, reconcileRequest, upgradeRequest } from "../../src/reconcile/request.ts";
import type { RunOptions } from "../../src/reconcile/run.ts";
import { standStill } from "../../src/reconcile/stand-still.ts";
import { allowLoss } from "./at-hand.ts";
import type { Beside } from "./beside.ts";
import { describeEngines, type OpenedDatabase } from "./engines.ts";
import { TestProject } from "./project.ts";

const users =
  "{ createTable: { name: users, columns: [ { name: id, type: integer, nullable: false }, { name: email, type: text } ], primaryKey: { columns: [id] } } }";
const addColumn = (name: string) => `{ addColumn: { table: users, column: { name: ${name}, type: integer } } }`;
const insert = (id: number) => `{ insertRows: { table: users, rows: [ { id: ${id}, email: x } ] } }`;

describeEngines((engine) => {
  let opened: OpenedDatabase;
  let project: TestProject;
  let beside: Beside;

  beforeEach(async () => {
    opened = await engine.open();
    project = new TestProject(engine.dialect, opened.url);
    beside = opened.beside;
    project.revision("a", null, `upgrade: [ ${users} ]`);
  });
  afterEach(() => opened.drop());

  const go = (request: ReconcileRequest, more: Partial<RunOptions> = {}) => project.with((run) => reconcile(run, request), more);
  const upgrade = (more: Partial<RunOptions> = {}) => go(upgradeRequest("head"), more);

  describe("an assert", () => {
    test("that does not hold stops its revision and leaves nothing of it", async () => {
      project.revision(
        "b",
        "a",
        `upgrade: [ ${addColumn("age")}, ${insert(1)}, { assert: { query: SELECT count(*) FROM users, expect: 2, message: two users } } ]`,
      );
      const outcome = await reconcileOnce(project.options(), upgradeRequest("head"));
      expect([outcome.situation, outcome.error?.message]).toEqual(["failed", expect.stringContaining("two users")]);
      expect(await beside.columns("users")).toEqual(["id", "email"]);
    });

    test("sees what its revision did before it", async () => {
      project.revision(
        "b",
        "a",
        `upgrade: [ ${insert(1)}, { assert: { query: SELECT count(*) FROM users, expect: 1, message: one user } } ]`,
      );
      expect((await upgrade()).exitCode).toBe(0);
    });
  });

  test("a verify that does not hold keeps its revision from being recorded", async () => {
    project.revision("b", "a", `upgrade: [ ${insert(1)} ], verify: [ { name: two users, query: SELECT count(*) FROM users, expect: 2 } ]`);
    const outcome = await reconcileOnce(project.options(), upgradeRequest("head"));
    expect([outcome.exitCode, outcome.error?.message]).toEqual([1, expect.stringContaining("two users: expected 2, got 1")]);
    expect((await project.with(standStill)).status).toMatchObject({ reason: "Interrupted", revision: { current: ["a"], pending: 1 } });
  });

  test("a revision that stopped half way and is edited goes on only when it was walked back", async () => {
    project.revision("b", "a", `upgrade: [ ${insert(1)} ], verify: [ { name: two users, query: SELECT count(*) FROM users, expect: 2 } ]`);
    await reconcileOnce(project.options(), upgradeRequest("head"));
    project.revision(
      "b",
      "a",
      `upgrade: [ ${insert(1)}, ${insert(2)} ], verify: [ { name: two users, query: SELECT count(*) FROM users, expect: 2 } ]`,
    );
    const stopped = await reconcileOnce(project.options(), upgradeRequest("head"));
    expect([stopped.situation, stopped.error?.code]).toEqual(["revisionEdited", "unfinished-revision-edited"]);
    expect((await go(downgradeRequest("a"))).exitCode).toBe(0);
    expect(await beside.rows("SELECT id FROM users")).toEqual([]);
    expect((await upgrade()).status.revision.current).toEqual(["b"]);
  });

  test("under `downgrade: allow` a target behind a revision that stopped half way walks it back, however it was edited since", async () => {
    const verify = "verify: [ { name: two users, query: SELECT count(*) FROM users, expect: 2 } ]";
    project.revision("b", "a", `upgrade: [ ${insert(1)} ], ${verify}`);
    await reconcileOnce(project.options(), upgradeRequest("head"));
    project.revision("b", "a", `upgrade: [ ${insert(1)}, ${insert(2)} ], ${verify}`);
    const goTo = (target: string) => reconcileOnce(project.options(), reconcileRequest(target));
    expect((await goTo("a")).error?.code).toBe("unfinished-revision-edited");
    project.database = "policy: { downgrade: allow }";
    // What the target needs goes on.
    expect((await goTo("head")).error?.code).toBe("unfinished-revision-edited");
    expect(await goTo("a")).toMatchObject({ exitCode: 0, status: { revision: { current: ["a"] } } });
    expect(await beside.rows("SELECT id FROM users")).toEqual([]);
    expect(await goTo("head")).toMatchObject({ exitCode: 0, status: { revision: { current: ["b"] } } });
  });

  test("a revision that is to be undone when it fails is", async () => {
    project.revision(
      "b",
      "a",
      `onFailure: undo, upgrade: [ ${addColumn("age")}, { backfill: { table: users, set: { age: "1" }, where: age IS NULL } }, { sql: { text: INSERT INTO nowhere VALUES (1) }, downgrade: [] } ]`,
    );
    const outcome = await reconcileOnce(project.options(), upgradeRequest("head"));
    expect(outcome.exitCode).toBe(1);
    expect(await beside.columns("users")).toEqual(["id", "email"]);
  });

  test("conditions are judged by environment, by what is there and by what the database answers", async () => {
    project.database = "environment: production";
    const step = (name: string, when: string) => `{ addColumn: { table: users, column: { name: ${name}, type: integer } }, when: ${when} }`;
    project.revision(
      "b",
      "a",
      `upgrade: [ ${step("p", "{ environment: [ production ] }")}, ${step("d", "{ environment: [ development ] }")}, ${step("m", "{ missing: { table: users, column: email } }")} ]`,
    );
    project.revision(
      "c",
      "b",
      `upgrade: [ ${step("q", "{ query: SELECT count(*) FROM users, expect: 1 }")}, ${step("r", "{ query: SELECT count(*) FROM users, expect: 0 }")} ]`,
    );
    await upgrade();
    expect(await beside.columns("users")).toEqual(["id", "email", "p", "r"]);
    project.database = "environment: development";
    await go(downgradeRequest("a", allowLoss));
    expect(await beside.columns("users")).toEqual(["id", "email"]);
  });

  test("what is there already and the same is recorded, and stays on the way down", async () => {
    await upgrade();
    await beside.run("ALTER TABLE users ADD COLUMN age integer");
    project.revision("b", "a", `upgrade: [ ${addColumn("age")} ]`);
    expect((await upgrade()).exitCode).toBe(0);
    await go(downgradeRequest("a", allowLoss));
    expect(await beside.columns("users")).toEqual(["id", "email", "age"]);
  });

  test("behind a step that nobody can foresee the run looks and goes on", async () => {
    project.revision(
      "b",
      "a",
      `upgrade: [ { sql: { text: CREATE TABLE raw (id integer) }, downgrade: [ { dropTable: { name: raw } } ] } ]`,
    );
    project.revision("c", "b", `upgrade: [ { addColumn: { table: raw, column: { name: note, type: text } } } ]`);
    const planned = await project.with((run) => computePlan(run, upgradeRequest("head")));
    expect((await upgrade()).status.revision.current).toEqual(["c"]);
    expect(await beside.columns("raw")).toEqual(["id", "note"]);
    expect(planned.plan.walks.length).toBeGreaterThan(0);
    await go(downgradeRequest("a", allowLoss));
    expect(await beside.tables()).toEqual(["users"]);
  });

  test("a run that is asked to stop ends its stage, and the next one goes on", async () => {
    project.revision("b", "a", `upgrade: [ ${insert(1)} ]`);
    project.revision(
      "c",
      "b",
      `upgrade: [ ${insert(2)}, { backfill: { table: users, set: { email: "email || 'y'" }, batch: { rows: 1 } } }, ${insert(3)} ]`,
    );
    const stop = new AbortController();
    const stopped = await reconcileOnce(
      project.options({
        signal: stop.signal,
        onEvent: (event) => void (event.kind === "stageDone" && event.revision === "c" && event.stage === 0 && stop.abort()),
      }),
      upgradeRequest("head"),
    );
    expect([stopped.situation, stopped.error?.code]).toEqual(["interrupted", "interrupted"]);
    expect((await upgrade()).status.revision.current).toEqual(["c"]);
    expect(await beside.rows("SELECT id, email FROM users ORDER BY id")).toEqual([
      { id: 1, email: "xy" },
      { id: 2, email: "xy" },
      { id: 3, email: "x" },
    ]);
  });

  test("a run that was asked to stop before it began does not begin, although there is nothing to do", async () => {
    await upgrade();
    const stopped = await reconcileOnce(project.options({ signal: AbortSignal.abort() }), upgradeRequest("head"));
    expect([stopped.situation, stopped.error?.code]).toEqual(["interrupted", "interrupted"]);
  });

  test.each([
    ["outside a transaction", "{ createIndex: { table: users, name: users_email_idx, columns: [email] } }"],
    ["in batches", "{ backfill: { table: users, set: { email: lower(email) } } }"],
  ])("a revision of one stage %s leaves nothing under way", async (_name, step) => {
    await upgrade();
    await beside.run("INSERT INTO users VALUES (1, 'A')");
    project.revision("b", "a", `upgrade: [ ${step} ]`);
    await upgrade();
    expect((await project.with(standStill)).status).toMatchObject({ reason: "InSync", progress: null });
    expect((await upgrade()).status.message).toBe("Nothing to do: the database is where it should be");
  });

  describe("a contract revision", () => {
    beforeEach(async () => {
      project.revision("b", "a", `upgrade: [ ${addColumn("age")} ]`);
      project.revision("c", "b", "phase: contract, upgrade: [ { dropColumn: { table: users, column: email } } ]");
      project.revision("d", "c", `upgrade: [ ${addColumn("size")} ]`);
    });

    test("waits for its gate while later ones go on", async () => {
      const outcome = await upgrade();
      expect([outcome.status.reason, outcome.status.pendingContract, outcome.status.revision.current]).toEqual([
        "ContractPending",
        ["c/contract"],
        ["d"],
      ]);
      expect(await beside.columns("users")).toEqual(["id", "email", "age", "size"]);
    });

    test.each([
      ["takes the name that it frees", addColumn("email")],
      ["moves what it is to change", "{ renameTable: { from: users, to: people } }"],
      ["still uses what it drops", "{ createIndex: { table: users, name: users_email_idx, columns: [email] } }"],
    ])("holds back a later revision that %s, and those before it go on", async (_name, step) => {
      project.revision("e", "d", `upgrade: [ ${step} ]`);
      const outcome = await upgrade();
      expect([outcome.status.reason, outcome.exitCode, outcome.status.revision]).toEqual([
        "AwaitingContract",
        5,
        { current: ["d"], target: ["e"], pending: 1 },
      ]);
      expect(outcome.status.message).toMatch(/revision e .*c\/contract/i);
      expect((await project.with(standStill)).status.reason).toBe("AwaitingContract");
      expect((await upgrade()).exitCode).toBe(5);
    });

    test("lets through what it held back once it has run", async () => {
      project.revision("e", "d", `upgrade: [ ${addColumn("email")} ]`);
      await upgrade();
      const outcome = await go(upgradeRequest("head", { contract: "now" }));
      expect([outcome.exitCode, outcome.status.revision.current]).toEqual([0, ["e"]]);
      expect(await beside.columns("users")).toEqual(["id", "age", "size", "email"]);
    });

    test("runs when somebody asks for it", async () => {
      await upgrade();
      const outcome = await go(upgradeRequest("head", { contract: "now" }));
      expect([outcome.status.reason, outcome.status.pendingContract]).toEqual(["InSync", []]);
      expect(await beside.columns("users")).toEqual(["id", "age", "size"]);
    });

    test("runs when it has waited long enough", async () => {
      project.database = "contract: { after: 1h }";
      await upgrade();
      expect((await upgrade()).status.reason).toBe("ContractPending");
      const later = {
        now: () => new Date(Date.now() + 3_600_001),
        sleep: (_: number, signal?: AbortSignal) =>
          new Promise<void>((_resolve, reject) => signal?.addEventListener("abort", () => reject(signal.reason))),
      };
      expect((await go(reconcileRequest("head"), { clock: later })).status.reason).toBe("InSync");
      expect(await beside.columns("users")).toEqual(["id", "age", "size"]);
    });

    test("waits, however old, for Pods that nobody can see from here, until somebody asks for it", async () => {
      project.database = "contract: { after: 0s, whenGone: { selector: { matchLabels: { app: shop } }, label: keelson.dev/min-revision } }";
      await upgrade();
      expect((await go(reconcileRequest("head"))).status.reason).toBe("ContractPending");
      expect((await go(upgradeRequest("head", { contract: "now" }))).status.reason).toBe("InSync");
    });

    test("runs when nothing runs that is older, and what does not say its age is old", async () => {
      project.database = "contract: { whenGone: { selector: { matchLabels: { app: shop } }, label: keelson.dev/min-revision } }";
      await upgrade();
      const reasonWith = async (...running: (string | null)[]) =>
        (await go(reconcileRequest("head"), { rollout: async () => running })).status.reason;
      expect(await reasonWith("d", null)).toBe("ContractPending");
      expect(await reasonWith("d", "b")).toBe("ContractPending");
      expect(await reasonWith("d", "unheard-of")).toBe("ContractPending");
      expect(await beside.columns("users")).toContain("email");
      expect(await reasonWith("d", "d")).toBe("InSync");
      expect(await beside.columns("users")).toEqual(["id", "age", "size"]);
    });

    test("is forgotten with its revision, and undone where it ran", async () => {
      await upgrade();
      await go(downgradeRequest("b", allowLoss));
      expect(await beside.columns("users")).toEqual(["id", "email", "age"]);
      await go(upgradeRequest("head", { contract: "now" }));
      expect(await beside.columns("users")).toEqual(["id", "age", "size"]);
      await go(downgradeRequest("b", allowLoss));
      expect((await beside.columns("users")).toSorted()).toEqual(["age", "email", "id"]);
    });
  });
});
