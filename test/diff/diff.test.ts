import { describe, expect, it } from "vitest";
import { changeLine } from "../../src/change/describe.ts";
import { answersTo } from "../../src/diff/answers.ts";
import { diff } from "../../src/diff/diff.ts";
import type { ColumnBody } from "../../src/model/body.ts";
import { canonical, written } from "../../src/model/expression.ts";
import type { SchemaObject, SchemaObjectOf } from "../../src/model/object.ts";
import { declared } from "../../src/model/object.ts";
import type { ObjectRef } from "../../src/model/ref.ts";
import { childRef, tableRef } from "../../src/model/ref.ts";
import { SchemaModel } from "../../src/model/schema-model.ts";

const table = (name: string, extra: Partial<SchemaObjectOf<"table">> = {}): SchemaObjectOf<"table"> => ({
  kind: "table",
  ref: { ...tableRef("public", name), kind: "table" },
  origin: declared,
  body: { unlogged: false, options: null, strict: false, withoutRowid: false },
  ...extra,
});
const column = (
  parent: ObjectRef,
  name: string,
  body: Partial<ColumnBody> = {},
  extra: Partial<SchemaObjectOf<"column">> = {},
): SchemaObjectOf<"column"> => ({
  kind: "column",
  ref: { ...childRef("column", parent, name), kind: "column" },
  origin: declared,
  body: { type: "text", nullable: true, default: null, identity: null, generated: null, collation: null, ...body },
  ...extra,
});
const key = (parent: ObjectRef, name: string, ...columns: string[]): SchemaObjectOf<"unique"> => ({
  kind: "unique",
  ref: { ...childRef("unique", parent, name), kind: "unique" },
  origin: declared,
  body: { columns, include: [], nullsNotDistinct: false, deferrable: false, initiallyDeferred: false },
});
const model = (...objects: SchemaObject[]) => SchemaModel.of(objects);
const users = table("users");
const states = (values: string[], renamed?: Record<string, string[]>): SchemaObjectOf<"enum"> => ({
  kind: "enum",
  ref: { kind: "enum", schema: "public", name: "state" },
  origin: declared,
  body: { values },
  ...(renamed === undefined ? {} : { labelsRenamedFrom: renamed }),
});
const lines = (changes: readonly Parameters<typeof changeLine>[0][]) => changes.map(changeLine);

describe("diff", () => {
  it("renames where the old name is live and the new one is not, keeping what lies below", () => {
    const accounts = table("accounts");
    const live = model(accounts, column(accounts.ref, "mail"));
    const desired = model(table("users", { renamedFrom: ["accounts"] }), column(users.ref, "email", {}, { renamedFrom: ["mail"] }));
    expect(lines(diff(desired, live).changes)).toEqual([
      "rename table public.accounts to users",
      "rename column public.users.mail to email",
    ]);
  });

  it("reports a rename whose both names are live", () => {
    const { diagnostics } = diff(model(table("users", { renamedFrom: ["accounts"] })), model(users, table("accounts")));
    expect(diagnostics.map(({ code }) => code)).toEqual(["renamed-from-both-live"]);
  });

  it("takes a rename for done where the new name is ours and the old one somebody else's", () => {
    const [desired, live] = [model(table("users", { renamedFrom: ["accounts"] })), model(users, table("accounts"))];
    const { changes, diagnostics, unmanaged } = diff(desired, live, { owned: ({ name }) => name === "users" });
    expect([changes, diagnostics, unmanaged.map(({ ref }) => ref.name)]).toEqual([[], [], ["accounts"]]);
    expect(diff(desired, live, { owned: () => false }).diagnostics).toHaveLength(1);
  });

  it("does not rename what is still declared", () => {
    const both = model(table("users", { renamedFrom: ["accounts"] }), table("accounts"));
    expect(lines(diff(both, model(table("accounts"))).changes)).toEqual(["create table public.users"]);
  });

  it("renames a key and an index that bear another name alone, once their table and column have theirs", () => {
    const accounts = table("accounts");
    const live = model(accounts, column(accounts.ref, "mail"), key(accounts.ref, "accounts_mail_key", "mail"));
    const desired = model(
      table("users", { renamedFrom: ["accounts"] }),
      column(users.ref, "email", {}, { renamedFrom: ["mail"] }),
      key(users.ref, "users_email_key", "email"),
    );
    expect(lines(diff(desired, live).changes)).toEqual([
      "rename table public.accounts to users",
      "rename column public.users.mail to email",
      "rename unique constraint public.users.accounts_mail_key to users_email_key",
    ]);
  });

  it("does not guess between two keys of one body, nor take another's", () => {
    const of = (...names: string[]) => model(users, column(users.ref, "a"), ...names.map((name) => key(users.ref, name, "a")));
    expect(lines(diff(of("k"), of("a", "b")).changes)).toEqual([
      "drop unique constraint public.users.b",
      "drop unique constraint public.users.a",
      "create unique constraint public.users.k",
    ]);
    expect(lines(diff(of("k"), of("a"), { owned: () => false }).changes)).toEqual(["create unique constraint public.users.k"]);
  });

  it("asks whether a part is ours by the name under which it is live", () => {
    const accounts = table("accounts");
    const live = model(accounts, column(accounts.ref, "mail"), column(accounts.ref, "old"));
    const desired = model(table("users", { renamedFrom: ["accounts"] }), column(users.ref, "mail"));
    const owned = ({ parent }: ObjectRef) => parent?.name === "accounts";
    expect(lines(diff(desired, live, { owned }).changes)).toEqual([
      "rename table public.accounts to users",
      "drop column public.users.old",
    ]);
  });

  it("asks about spellings once, and takes the answer", () => {
    const desired = model(users, column(users.ref, "at", { default: written("NOW()") }));
    const live = model(users, column(users.ref, "at", { default: canonical("now()") }));
    const asked = diff(desired, live);
    expect(asked.questions.map(({ field }) => field)).toEqual(["default"]);
    expect(asked.changes).toEqual([]);
    expect(diff(desired, live, { answers: answersTo(asked.questions, [true]) })).toMatchObject({ changes: [], questions: [] });
    expect(lines(diff(desired, live, { answers: answersTo(asked.questions, [false]) }).changes)).toEqual([
      "alter column public.users.at (default)",
    ]);
  });

  it("compares a comment only where one is said", () => {
    const live = model(table("users", { comment: "people" }));
    expect(diff(model(users), live).changes).toEqual([]);
    expect(lines(diff(model(table("users", { comment: null })), live).changes)).toEqual(["alter table public.users (comment)"]);
  });

  it("carries renamed labels in both directions", () => {
    const { changes } = diff(model(states(["new", "shipped"], { shipped: ["sent"] })), model(states(["new", "sent"])));
    expect(changes[0]?.via).toEqual({ up: { labels: { sent: "shipped" } }, down: { labels: { shipped: "sent" } } });
  });

  it("leaves alone what is not ours, and never drops a namespace that is in use", () => {
    const schema: SchemaObject = { kind: "schema", ref: { kind: "schema", name: "public" }, origin: declared, body: {} };
    const found = diff(model(users), model(schema, users, table("theirs")), { owned: ({ name }) => name !== "theirs" });
    expect(found.changes).toEqual([]);
    expect(found.unmanaged.map(({ ref }) => ref.name)).toEqual(["theirs"]);
  });
});
