import { expect, test } from "vitest";
import { upgradeRequest } from "../../src/reconcile/request.ts";
import { postgresServers } from "../server/postgres.ts";
import { describeProjects, users } from "./at-hand.ts";

describeProjects((at, { dialect }) => {
  test.skipIf(dialect.name === "sqlite" || (postgresServers[0]?.major ?? 0) < 18)(
    "a NOT NULL that a hand began under a name of its own is the one that is checked",
    async () => {
      at.project.revision("a", null, `upgrade: [ ${users} ]`);
      await at.go(upgradeRequest("head"));
      await at.beside.run("INSERT INTO users (id, email) SELECT n, 'a' || n FROM generate_series(1, 10) n");
      await at.beside.run("ALTER TABLE users ADD CONSTRAINT \"must 'have' mail\" NOT NULL email NOT VALID");
      at.project.revision("b", "a", "upgrade: [ { alterColumn: { table: users, column: email, nullable: false } } ]");
      expect(await at.reasons(upgradeRequest("head"))).toEqual(["InSync", 0]);
      expect(
        await at.beside.rows(
          "SELECT conname, convalidated FROM pg_constraint WHERE conrelid = 'users'::regclass AND contype = 'n' AND conname LIKE 'must%'",
        ),
      ).toEqual([{ conname: "must 'have' mail", convalidated: true }]);
    },
  );
});
