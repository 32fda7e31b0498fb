import { beforeAll, describe, expect, it } from "vitest";
import type { ObjectChange } from "../../src/change/change.ts";
import { applyAll } from "../../src/change/apply.ts";
import { grammar } from "../../src/dialect/postgresql/grammar.ts";
import { express } from "../../src/operation/express/express.ts";
import { childRef, tableRef } from "../../src/model/ref.ts";
import { onPostgresql, onSqlite, users, walk } from "./steps.ts";

beforeAll(() => grammar.ready());

const table = tableRef("public", "users");
const { after: withUsers } = walk([users]);

describe("regular operations", () => {
  it("create a table with its parts under PostgreSQL's names", () => {
    expect(walk([users]).lines).toEqual([
      "create table public.users",
      "create column public.users.id",
      "create column public.users.email",
      "create primary key public.users.users_pkey",
      "create unique constraint public.users.users_email_key",
    ]);
    expect(withUsers.get(childRef("column", table, "email"))).toMatchObject({ body: { type: "character varying(100)", nullable: false } });
    expect(withUsers.get(childRef("column", table, "id"))).toMatchObject({
      body: { type: "integer", nullable: false, identity: { mode: "always" } },
    });
  });

  it("take what is identical for done, and refuse what differs", () => {
    expect(walk([users], { before: withUsers }).outcomes).toEqual(["already"]);
    const other = { createTable: { name: "users", columns: [{ name: "id", type: "int" }] } };
    expect(() => walk([other], { before: withUsers })).toThrow(/exists already/);
  });

  it("drop a table with all that hangs on it, and bring it back", () => {
    const before = walk(
      [
        {
          createTable: {
            name: "posts",
            columns: [{ name: "author", type: "int" }],
            foreignKeys: [{ columns: ["author"], references: { table: "users" } }],
          },
        },
      ],
      { before: withUsers },
    ).after;
    const { lines, folded } = walk([{ dropTable: { name: "users" } }], { before });
    expect(lines[0]).toBe("drop foreign key public.posts.posts_author_fkey");
    expect(lines.at(-1)).toBe("drop table public.users");
    const restored = applyAll(folded?.after ?? before, folded?.steps[0]?.inverse ?? []);
    expect(restored.size).toBe(before.size);
  });

  it("alter an index, rename it, and find it without its table", () => {
    const { after } = walk([{ createIndex: { table: "users", name: "ix_email", columns: ["email"] } }], { before: withUsers });
    expect(walk([{ alterIndex: { name: "ix_email", unique: true } }], { before: after }).lines).toEqual([
      "alter index public.users.ix_email (unique)",
    ]);
    expect(walk([{ renameIndex: { from: "ix_email", to: "ix_mail" } }], { before: after }).lines).toEqual([
      "rename index public.users.ix_email to ix_mail",
    ]);
    expect(walk([{ dropIndex: { name: "ix_email" } }], { before: after }).lines).toEqual(["drop index public.users.ix_email"]);
  });

  it("say what is missing and what was meant", () => {
    expect(() => walk([{ dropTable: { name: "user" } }], { before: withUsers })).toThrow(
      expect.objectContaining({
        code: "object-not-found",
        diagnostics: [
          expect.objectContaining({
            remedy: expect.stringContaining("Did you mean users?"),
            position: expect.objectContaining({ line: 7 }),
          }),
        ],
      }),
    );
  });
});

describe("columns", () => {
  it("add, alter and rename, exactly there and back", () => {
    const { lines, inverse } = walk(
      [
        { addColumn: { table: "users", column: { name: "age", type: "integer" } } },
        { alterColumn: { table: "users", column: "age", type: "bigint", using: "age::bigint", nullable: false } },
        { renameColumn: { table: "users", from: "age", to: "years" } },
      ],
      { before: withUsers },
    );
    expect(lines).toEqual([
      "create column public.users.age",
      "alter column public.users.age (type, nullable)",
      "rename column public.users.age to years",
    ]);
    expect(inverse).toEqual([
      ["drop column public.users.age"],
      ["alter column public.users.age (type, nullable)"],
      ["rename column public.users.years to age"],
    ]);
  });

  it("unset by the word none", () => {
    expect(walk([{ alterColumn: { table: "users", column: "id", identity: "none" } }], { before: withUsers }).lines).toEqual([
      "alter column public.users.id (identity)",
    ]);
  });

  it("drop with the constraints that use them", () => {
    expect(walk([{ dropColumn: { table: "users", column: "email" } }], { before: withUsers }).lines).toEqual([
      "drop unique constraint public.users.users_email_key",
      "drop column public.users.email",
    ]);
  });
});

describe("constraints", () => {
  it("make columns of a primary key NOT NULL first", () => {
    const { after } = walk([{ createTable: { name: "t", columns: [{ name: "a", type: "int" }] } }]);
    expect(walk([{ addConstraint: { table: "t", primaryKey: { columns: ["a"] } } }], { before: after }).lines).toEqual([
      "alter column public.t.a (nullable)",
      "create primary key public.t.t_pkey",
    ]);
  });

  it("are added not valid, validated and dropped", () => {
    const { lines } = walk(
      [
        { addConstraint: { table: "users", check: { name: "ck", expression: "email <> ''", notValid: true } } },
        { validateConstraint: { table: "users", name: "ck" } },
        { dropConstraint: { table: "users", name: "ck" } },
      ],
      { before: withUsers },
    );
    expect(lines).toEqual([
      "create check constraint public.users.ck",
      "alter check constraint public.users.ck (notValid)",
      "drop check constraint public.users.ck",
    ]);
  });
});

it("refuses a foreign key to what is no key", () => {
  const { after } = walk(
    [
      { createTable: { name: "posts", columns: [{ name: "author", type: "int" }] } },
      { addColumn: { table: "users", column: { name: "age", type: "int" } } },
    ],
    { before: withUsers },
  );
  const refer = (column: string) =>
    walk([{ addConstraint: { table: "posts", foreignKey: { columns: ["author"], references: { table: "users", columns: [column] } } } }], {
      before: after,
    });
  expect(() => refer("age")).toThrow(/neither its primary key nor unique/);
  expect(refer("id").outcomes).toEqual(["applied"]);
});

it("takes what has no name of its own for done where its twin is there", () => {
  expect(walk([{ addConstraint: { table: "users", unique: { columns: ["email"] } } }], { before: withUsers }).outcomes).toEqual([
    "already",
  ]);
  const { after } = walk([{ createIndex: { table: "users", columns: ["email"] } }], { before: withUsers });
  expect(walk([{ createIndex: { table: "users", columns: ["email"] } }], { before: after }).outcomes).toEqual(["already"]);
});

describe("enums", () => {
  const state = { createEnum: { name: "state", values: ["new", "paid"] } };

  it("gain, rename and lose values", () => {
    const { after, folded } = walk([
      state,
      { addEnumValue: { enum: "state", value: "sent", after: "new" } },
      { renameEnumValue: { enum: "state", from: "paid", to: "done" } },
      { dropEnumValue: { enum: "state", value: "sent", replaceWith: "new" } },
    ]);
    expect(after.get({ kind: "enum", schema: "public", name: "state" })).toMatchObject({ body: { values: ["new", "done"] } });
    expect(folded?.steps[3]?.changes[0]).toMatchObject({ via: { up: { labels: { sent: "new" } } } });
  });

  it("are text with a check where the dialect has none", () => {
    const { lines, after } = walk([state, { createTable: { name: "orders", columns: [{ name: "state", type: "state" }] } }], {
      context: onSqlite,
    });
    expect(lines).toEqual([
      "create table main.orders",
      "create column main.orders.state",
      "create check constraint main.orders.orders_state_check",
    ]);
    expect([...after.objects()].at(-1)).toMatchObject({ body: { expression: { text: expect.stringContaining("IN ('new', 'paid')") } } });
  });
});

describe("sql", () => {
  it("is split, and knows what cannot run in a transaction", () => {
    const { folded } = walk([{ sql: { text: "UPDATE users SET email = ';'; CREATE INDEX CONCURRENTLY ix ON users (email)" } }], {
      before: withUsers,
    });
    expect(folded?.steps[0]?.changes).toMatchObject([{ transaction: true }, { transaction: false }]);
    expect(folded?.irreversible).toMatch(/nothing undoes step 1/);
  });

  it("is refused where it controls the transaction, or says nothing for the dialect", () => {
    expect(() => walk([{ sql: { text: "COMMIT" } }])).toThrow(/controls the transaction/);
    expect(() => walk([{ sql: { dialects: { sqlite: { text: "SELECT 1" } } } }])).toThrow(/no SQL for postgresql/);
  });

  it("can be undone by a step of its own on what nobody knows", () => {
    const { folded, after } = walk([{ sql: { text: "CREATE INDEX ix ON users (email)" }, downgrade: [{ dropIndex: { name: "ix" } }] }], {
      before: withUsers,
    });
    expect(folded?.irreversible).toBeNull();
    const live = walk([{ createIndex: { table: "users", name: "ix", columns: ["email"] } }], { before: withUsers }).after;
    expect(after.open).toBe(true);
    expect(applyAll(live, folded?.steps[0]?.inverse ?? []).size).toBe(withUsers.size);
  });
});

it("refuses, with a remedy, what this version does not carry out", () => {
  expect(() => walk([{ renameColumn: { table: "users", from: "email", to: "mail", type: "text" } }], { before: withUsers })).toThrow(
    /does not carry out/,
  );
  expect(() => walk([{ createSequence: { name: "s" } }], { context: onSqlite })).toThrow(/sqlite has no sequence/);
});

it("finds wrong columns of rows before anything runs", () => {
  expect(() => walk([{ insertRows: { table: "users", rows: [{ mail: "a@b.c" }] } }], { before: withUsers, context: onPostgresql })).toThrow(
    /no column public.users.mail/,
  );
});

it("makes a table a partition with what it lacks for that, and says the way back in one step", () => {
  const whole = {
    createTable: {
      name: "events",
      columns: [{ name: "at", type: "date", nullable: false }],
      checks: [{ name: "late", expression: "at > '2020-01-01'" }],
      indexes: [{ name: "by_day", columns: ["at"] }],
      partitionBy: { method: "range" as const, columns: ["at"] },
    },
  };
  const alone = { createTable: { name: "old", columns: [{ name: "at", type: "date" }] } };
  const before = walk([whole, alone]).after;
  const bounds = "FROM ('2026-01-01') TO ('2027-01-01')";
  const { lines, after, inverse } = walk([{ attachPartition: { table: "events", partition: "old", bounds } }], { before });
  expect(lines).toEqual([
    "alter column public.old.at (nullable)",
    "create check constraint public.old.late",
    "create index public.old.old_at_idx",
    "alter table public.old (partitionOf)",
  ]);
  expect(inverse[0]?.[0]).toBe("alter table public.old (partitionOf)");
  const old = tableRef("public", "old");
  expect(after.children(old)).toEqual([]);
  const { lines: detached, after: apart, folded } = walk([{ detachPartition: { table: "events", partition: "old" } }], { before: after });
  expect(detached).toEqual(["alter table public.old (partitionOf)"]);
  expect(apart.children(old).map(({ ref }) => ref.name)).toEqual(["at", "late", "old_at_idx"]);
  expect(express((folded?.steps[0]?.inverse ?? []) as readonly ObjectChange[], apart, { grammar, defaultSchema: "public" })).toEqual([
    { attachPartition: { table: "events", partition: "old", bounds } },
  ]);
});
