import { describe, expect, test } from "vitest";
import { inspectLive } from "../../src/reconcile/inspect-live.ts";
import { reconcileOnce } from "../../src/reconcile/reconcile-once.ts";
import { repair } from "../../src/reconcile/repair.ts";
import { reconcileRequest, upgradeRequest } from "../../src/reconcile/request.ts";
import { stamp } from "../../src/reconcile/stamp.ts";
import { age, describeProjects, users } from "./at-hand.ts";

const teams = "{ createTable: { name: teams, columns: [ { name: id, type: integer } ] } }";

describeProjects((at, { dialect }) => {
  const attempt = async (request = upgradeRequest("head")) => {
    const { situation, exitCode, error } = await reconcileOnce(at.project.options(), request);
    return [situation, exitCode, error?.code];
  };
  const stopped = ["databaseReplaced", 3, "database-older"];
  const isOnPostgres = dialect.name === "postgresql";

  describe("tables restored from a backup from before revisions that the journal knows", () => {
    test("stop every run, name the revision that is missing, and go on from it once they are stamped so", async () => {
      at.project.revision("a", null, `upgrade: [ ${users} ]`);
      at.project.revision("b", "a", `upgrade: [ ${age}, ${teams} ]`);
      await at.go(upgradeRequest("head"));
      await at.beside.run("DROP TABLE teams");
      await at.beside.run("ALTER TABLE users DROP COLUMN age");
      const { error } = await reconcileOnce(at.project.options(), upgradeRequest("head"));
      // Nothing is left to do is decided by the journal alone; whoever looks sees it.
      expect(error).toBeUndefined();
      expect(await attempt(reconcileRequest("head"))).toEqual(stopped);
      await expect(at.check()).rejects.toMatchObject({ code: "database-older", message: expect.stringContaining("before revision b") });
      at.project.revision("c", "b", "upgrade: [ { addColumn: { table: users, column: { name: city, type: text } } } ]");
      expect(await attempt()).toEqual(stopped);
      expect(await at.beside.columns("users")).toEqual(["id", "email"]);
      await at.project.with((run) => stamp(run, { target: "a", forms: "document", journal: "keep", kind: "stamp" }));
      expect(await at.reasons(upgradeRequest("head"))).toEqual(["InSync", 0]);
      expect(await at.beside.columns("users")).toEqual(["id", "email", "age", "city"]);
      expect(await at.beside.tables()).toEqual(["teams", "users"]);
    });

    test("are not built on, though a single object alone may be a hand's doing", async () => {
      at.project.revision("a", null, `upgrade: [ ${users}, ${teams} ]`);
      at.project.revision("b", "a", `upgrade: [ ${age} ]`);
      await at.go(upgradeRequest("head"));
      await at.beside.run("ALTER TABLE users DROP COLUMN age");
      expect(await at.check()).toMatchObject({ state: "drift" });
      at.project.revision("c", "b", "upgrade: [ { addColumn: { table: teams, column: { name: city, type: text } } } ]");
      expect(await attempt()).toEqual(["driftReported", 0, undefined]);
      at.project.revision("d", "c", "upgrade: [ { addColumn: { table: users, column: { name: city, type: text } } } ]");
      expect(await attempt()).toEqual(stopped);
      expect(await at.beside.columns("users")).toEqual(["id", "email"]);
      await at.project.with(repair);
      expect(await attempt()).toEqual(["inSync", 0, undefined]);
    });

    test("are told as such where a step finds nothing of what it is about", async () => {
      at.project.revision("a", null, `upgrade: [ ${users} ]`);
      at.project.revision("b", "a", "upgrade: [ { renameTable: { from: users, to: people } } ]");
      await at.go(upgradeRequest("head"));
      await at.beside.run("ALTER TABLE people RENAME TO users");
      at.project.revision("c", "b", "upgrade: [ { addColumn: { table: people, column: { name: city, type: text } } } ]");
      expect(await attempt()).toEqual(stopped);
    });

    test("are told from what a hand did otherwise, which is drift", async () => {
      at.project.revision("a", null, `upgrade: [ ${users} ]`);
      at.project.revision("b", "a", `upgrade: [ ${age}, ${teams} ]`);
      await at.go(upgradeRequest("head"));
      await at.beside.run("DROP TABLE teams");
      await at.beside.run("ALTER TABLE users RENAME COLUMN email TO mail");
      expect(await at.check()).toMatchObject({ state: "drift" });
    });
  });

  describe.runIf(isOnPostgres)("a journal that was written in another database", () => {
    const moved = () => at.beside.run("UPDATE keelson.meta SET value = '1/1' WHERE name = 'identity'");
    const identity = async () => String((await at.beside.rows("SELECT value FROM keelson.meta WHERE name = 'identity'"))[0]?.["value"]);

    test("counts here where all is as it says, with a warning", async () => {
      at.project.revision("a", null, `upgrade: [ ${users}, ${teams} ]`);
      await at.go(upgradeRequest("head"));
      const own = await identity();
      expect(own).toMatch(/^\d+\/\d+$/);
      await moved();
      at.project.revision("b", "a", `upgrade: [ ${age} ]`);
      const told: string[] = [];
      const outcome = await reconcileOnce(
        at.project.options({ logger: { log: (_level, event) => void told.push(event) } }),
        upgradeRequest("head"),
      );
      expect([outcome.exitCode, told]).toEqual([0, expect.arrayContaining(["journal-taken-over"])]);
      expect(await identity()).toBe(own);
    });

    test("stops where anything of ours is not as it says, until it is accepted", async () => {
      at.project.revision("a", null, `upgrade: [ ${users}, ${teams} ]`);
      await at.go(upgradeRequest("head"));
      await moved();
      await at.beside.run("DROP TABLE teams");
      at.project.revision("b", "a", `upgrade: [ ${age} ]`);
      expect(await attempt()).toEqual(stopped);
      expect([...(await at.project.with(inspectLive)).model.objects()].map(({ ref }) => ref.name)).not.toContain("age");
      await at.project.with(repair);
      expect(await attempt()).toEqual(["inSync", 0, undefined]);
    });
  });
});
