import { describe, expect, test } from "vitest";
import { applyRequest, upgradeRequest } from "../../src/reconcile/request.ts";
import { allowLoss, describeProjects, schemaUsers, users } from "./at-hand.ts";

const id = "{ name: id, type: integer, nullable: false }";
const key = "primaryKey: { name: users_pkey, columns: [id] }";
const tables = (...entries: string[]) => `tables: [ ${entries.join(", ")} ]`;
const usersEntry = `{ name: users, columns: [ ${id}, { name: email, type: text } ], ${key} }`;

/** What a hand does, what the Schema says then, and the columns of the table at the end. */
const same = {
  "renames a table": {
    sql: "ALTER TABLE users RENAME TO people",
    schema: tables(`{ name: people, renamedFrom: [users], columns: [ ${id}, { name: email, type: text } ], ${key} }`),
    ends: { people: ["id", "email"], users: [] },
  },
  "renames a column": {
    sql: "ALTER TABLE users RENAME COLUMN email TO mail",
    schema: tables(`{ name: users, columns: [ ${id}, { name: mail, renamedFrom: [email], type: text } ], ${key} }`),
    ends: { users: ["id", "mail"] },
  },
  "adds a column": {
    sql: "ALTER TABLE users ADD COLUMN phone text",
    schema: schemaUsers(", { name: phone, type: text }"),
    ends: { users: ["id", "email", "phone"] },
  },
  "drops a column": {
    sql: "ALTER TABLE users DROP COLUMN email",
    schema: tables(`{ name: users, columns: [ ${id} ], ${key} }`),
    ends: { users: ["id"] },
  },
  "adds a table": {
    sql: "CREATE TABLE teams (id integer NOT NULL)",
    schema: tables(usersEntry, `{ name: teams, columns: [ ${id} ] }`),
    ends: { users: ["id", "email"], teams: ["id"] },
  },
  "adds a column of another type": {
    sql: "ALTER TABLE users ADD COLUMN phone text",
    schema: schemaUsers(", { name: phone, type: integer }"),
    ends: { users: ["id", "email", "phone"] },
  },
};

const inVersioned = {
  ...same,
  "adds an index": {
    sql: "CREATE INDEX users_email ON users (email)",
    schema: tables(usersEntry.replace(/ \}$/, ", indexes: [ { name: users_email, columns: [email] } ] }")),
    ends: { users: ["id", "email"] },
  },
  // SQLite alters no column.
  "gives a column another type": {
    sql: "ALTER TABLE users ALTER COLUMN email TYPE varchar(50)",
    schema: tables(usersEntry.replace("type: text", "type: varchar(50)")),
    ends: { users: ["id", "email"] },
  },
};

describeProjects((at, { home, dialect }) => {
  describe("in declarative mode, where the Schema decides", () => {
    test.each(Object.entries(same))(
      "a hand that %s which the Schema then declares leaves nothing behind",
      async (_, { sql, schema, ends }) => {
        at.project.database = "mode: declarative";
        at.project.revision("a", null, `upgrade: [ ${users} ]`);
        expect(await at.reasons(applyRequest("head"))).toEqual(["InSync", 0]);
        await at.beside.run("INSERT INTO users (id, email) VALUES (1, 'x@y')");
        await at.beside.run(sql);
        at.project.schema(schema);
        expect(await at.reasons(applyRequest("head", allowLoss))).toEqual(["InSync", 0]);
        expect(await at.check()).toMatchObject({ state: "inSync", drift: [], schemaAhead: [] });
        for (const [table, columns] of Object.entries(ends)) expect(await at.beside.columns(table)).toEqual(columns);
        expect(await at.count("users" in ends && ends.users.length === 0 ? "people" : "users")).toBe(1);
      },
    );

    test("what a hand took away and made anew under that name is not ours to drop", async () => {
      at.project.database = "mode: declarative";
      at.project.schema(tables(usersEntry));
      await at.go(applyRequest("head"));
      await at.beside.run("ALTER TABLE users RENAME TO people");
      at.project.schema(same["renames a table"].schema);
      await at.go(applyRequest("head"));
      await at.beside.run("CREATE TABLE users (id integer)");
      expect(await at.reasons(applyRequest("head", allowLoss))).toEqual(["InSync", 0]);
      expect(await at.beside.columns("users")).toEqual(["id"]);
      expect((await at.check()).unmanaged.map(({ name }) => name)).toContain(`${home}.users`);
    });

    test("an enum value that says it was another, where both are there, stops a run before it loses any row", async () => {
      at.project.database = "mode: declarative";
      const states = (values: string) =>
        `enums: [ { name: state, values: [ ${values} ] } ], tables: [ { name: orders, columns: [ { name: id, type: integer }, { name: state, type: state } ] } ]`;
      at.project.schema(states("new, sent, shipped"));
      expect(await at.reasons(applyRequest("head"))).toEqual(["InSync", 0]);
      await at.beside.run("INSERT INTO orders VALUES (1, 'sent')");
      at.project.schema(states("new, { name: shipped, renamedFrom: [sent] }"));
      await expect(at.go(applyRequest("head", allowLoss))).rejects.toMatchObject({
        exitCode: 3,
        diagnostics: [{ code: "renamed-from-both-live" }],
      });
      expect(await at.beside.rows("SELECT state FROM orders")).toEqual([{ state: "sent" }]);
      at.project.schema(states("new, sent, { name: shipped, renamedFrom: [sent] }"));
      expect(await at.reasons(applyRequest("head"))).toEqual(["InSync", 0]);
    });

    test("what the Schema says nothing new of is still drift", async () => {
      at.project.database = "mode: declarative";
      at.project.schema(tables(usersEntry));
      await at.go(applyRequest("head"));
      await at.beside.run("ALTER TABLE users ADD COLUMN phone text");
      await at.beside.run("ALTER TABLE users ADD COLUMN oops text");
      at.project.schema(schemaUsers(", { name: phone, type: text }"));
      await at.go(applyRequest("head", allowLoss));
      expect(await at.check()).toMatchObject({ state: "drift", drift: [{ name: `${home}.users.oops`, change: "extra" }] });
    });
  });

  describe("in versioned mode, where the revisions decide", () => {
    test.each([
      ["adds a column", "addColumn: { table: users, column: { name: phone, type: text } }"],
      ["adds a table", "createTable: { name: teams, columns: [ { name: id, type: integer, nullable: false } ] }"],
      ["adds an index", "createIndex: { table: users, name: users_email, columns: [email] }"],
      ["gives a column another type", "alterColumn: { table: users, column: email, type: varchar(50) }"],
    ] as const)("a hand that %s is no drift any more once a revision says so", async (case_, step) => {
      if (case_ === "gives a column another type" && dialect.name === "sqlite") return;
      const { sql, schema, ends } = inVersioned[case_];
      at.project.revision("a", null, `upgrade: [ ${users} ]`);
      await at.go(upgradeRequest("head"));
      await at.beside.run(sql);
      at.project.schema(schema);
      at.project.revision("b", "a", `upgrade: [ { ${step} } ]`);
      expect(await at.reasons(upgradeRequest("head", allowLoss))).toEqual(["InSync", 0]);
      expect(await at.check()).toMatchObject({ state: "inSync", drift: [], schemaAhead: [] });
      for (const [table, columns] of Object.entries(ends)) expect(await at.beside.columns(table)).toEqual(columns);
    });

    test.each([
      ["renames a table", "people"],
      ["renames a column", "users.mail"],
    ] as const)("a hand that %s is drift, and the Schema is ahead by the rename", async (case_, name) => {
      at.project.revision("a", null, `upgrade: [ ${users} ]`);
      await at.go(upgradeRequest("head"));
      await at.beside.run(same[case_].sql);
      at.project.schema(same[case_].schema);
      expect(await at.check()).toMatchObject({ state: "drift", schemaAhead: [{ action: "rename", name: `${home}.${name}` }] });
    });
  });
});
