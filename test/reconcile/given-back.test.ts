import { describe, expect, test } from "vitest";
import { downgradeRequest, reconcileRequest, upgradeRequest } from "../../src/reconcile/request.ts";
import { age, allowLoss, describeProjects, schemaUsers, users } from "./at-hand.ts";

describe("what a step finds and does not make", () => {
  describeProjects((at, { dialect }) => {
    const ageByHand = "ALTER TABLE users ADD COLUMN age integer";
    const column = { kind: "column", name: dialect.name === "sqlite" ? "main.users.age" : "public.users.age", change: "extra" };
    const declaratively = async () => {
      at.project.database = "mode: declarative, policy: { destructive: allow }";
      at.project.documents.delete("b.yaml");
      at.project.schema(schemaUsers());
      return (await at.go(reconcileRequest("head", allowLoss))).exitCode;
    };

    test("goes back to its owner on the way down, and no plan drops it", async () => {
      at.project.revision("a", null, `upgrade: [ ${users} ]`);
      await at.go(upgradeRequest("head"));
      await at.beside.run(ageByHand);
      at.project.revision("b", "a", `upgrade: [ ${age} ]`);
      expect(await at.reasons(upgradeRequest("head"))).toEqual(["InSync", 0]);
      expect((await at.check()).drift).toEqual([]);
      await at.go(downgradeRequest("a"));
      expect((await at.check()).drift).toMatchObject([column]);
      await declaratively();
      expect(await at.beside.columns("users")).toEqual(["id", "email", "age"]);
    });

    test("is ours again once a revision asks for it again", async () => {
      at.project.revision("a", null, `upgrade: [ ${users} ]`);
      await at.go(upgradeRequest("head"));
      await at.beside.run(ageByHand);
      at.project.revision("b", "a", `upgrade: [ ${age} ]`);
      for (const request of [upgradeRequest("head"), downgradeRequest("a"), upgradeRequest("head")]) await at.go(request);
      expect((await at.check()).drift).toEqual([]);
    });

    test("and alters goes back as it was, also where two revisions of one run name it", async () => {
      at.project.revision("a", null, `upgrade: [ ${users} ]`);
      await at.go(upgradeRequest("head"));
      await at.beside.run(ageByHand);
      at.project.revision("b", "a", "upgrade: [ { alterColumn: { table: users, column: age, type: bigint } } ]");
      at.project.revision("c", "b", "upgrade: [ { alterColumn: { table: users, column: age, default: '1' } } ]");
      expect(await at.reasons(upgradeRequest("head"))).toEqual(["InSync", 0]);
      await at.go(downgradeRequest("b"));
      expect((await at.check()).drift).toEqual([]);
      await at.go(downgradeRequest("a", allowLoss));
      expect((await at.check()).drift).toMatchObject([column]);
      at.project.documents.delete("c.yaml");
      await declaratively();
      expect(await at.beside.columns("users")).toEqual(["id", "email", "age"]);
    });

    test("a whole table of nobody's stays nobody's", async () => {
      await at.beside.run("CREATE TABLE users (id int NOT NULL PRIMARY KEY, email text)");
      at.project.schema(schemaUsers());
      at.project.revision("a", null, `upgrade: [ ${users} ]`);
      at.project.revision("b", "a", `upgrade: [ ${age} ]`);
      at.project.schema(schemaUsers(", { name: age, type: integer }"));
      expect(await at.reasons(upgradeRequest("head"))).toEqual(["InSync", 0]);
      await at.go(downgradeRequest("base", allowLoss));
      at.project.database = "mode: declarative, policy: { destructive: allow }";
      at.project.documents.clear();
      at.project.schema("tables: [ { name: other, columns: [ { name: id, type: integer } ] } ]");
      await at.go(reconcileRequest("head", allowLoss));
      expect(await at.beside.columns("users")).toEqual(["id", "email"]);
      expect((await at.check()).unmanaged.map(({ name }) => name)).toContain(column.name.replace(".age", ""));
    });

    test("what a revision alters and walks back because it fails is nobody's as before", async () => {
      at.project.revision("a", null, `upgrade: [ ${users} ]`);
      await at.go(upgradeRequest("head"));
      await at.beside.run("CREATE TABLE theirs (id int NOT NULL PRIMARY KEY, size integer)");
      await at.beside.run("INSERT INTO theirs VALUES (1, 1)");
      const steps =
        "{ alterColumn: { table: theirs, column: size, type: bigint } }, { backfill: { table: theirs, set: { size: size + 1 } } }, { assert: { query: SELECT 1, expect: 2 } }";
      at.project.revision("b", "a", `onFailure: undo, upgrade: [ ${steps} ], downgrade: []`);
      const failed = await at.go(upgradeRequest("head")).catch((error: unknown) => error);
      expect(failed).toMatchObject({ exitCode: 1 });
      const owned = await at.project.with(async (run) => (await run.session.journal.read("shop"))?.objects);
      expect([...(owned?.keys() ?? [])].filter((key) => key.includes("theirs"))).toEqual([]);
    });
  });
});
