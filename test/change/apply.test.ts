import { describe, expect, it } from "vitest";
import { apply, applyAll } from "../../src/change/apply.ts";
import { ApplyError } from "../../src/change/apply-error.ts";
import type { Change } from "../../src/change/change.ts";
import { completeNames } from "../../src/change/complete-names.ts";
import { changeLine } from "../../src/change/describe.ts";
import { written } from "../../src/model/expression.ts";
import type { SchemaObject, SchemaObjectOf } from "../../src/model/object.ts";
import { declared } from "../../src/model/object.ts";
import { childRef, tableRef } from "../../src/model/ref.ts";
import { SchemaModel } from "../../src/model/schema-model.ts";

const users = tableRef("public", "users");
const table: SchemaObjectOf<"table"> = {
  kind: "table",
  ref: { ...users, kind: "table" },
  origin: declared,
  body: { unlogged: false, options: null, strict: false, withoutRowid: false },
};
const email: SchemaObjectOf<"column"> = {
  kind: "column",
  ref: { ...childRef("column", users, "email"), kind: "column" },
  origin: declared,
  body: { type: "text", nullable: true, default: null, identity: null, generated: null, collation: null },
};
const check: SchemaObjectOf<"check"> = {
  kind: "check",
  ref: { ...childRef("check", users, "users_email_check"), kind: "check" },
  origin: declared,
  body: { expression: written("email <> ''"), noInherit: false, notValid: false },
};
const create = (after: SchemaObject): Change => ({ kind: "object", before: null, after });
const drop = (before: SchemaObject): Change => ({ kind: "object", before, after: null });
const model = SchemaModel.of([table, email, check]);

describe("apply", () => {
  it("refuses what does not fit", () => {
    expect(() => apply(model, create(email))).toThrow(/exists already/);
    expect(() => apply(SchemaModel.empty, create(email))).toThrow(/public.users does not exist/);
    expect(() => apply(model, drop(table))).toThrow(/needs it/);
    expect(() => apply(model, drop({ ...email, body: { ...email.body, type: "bytea" } }))).toThrow(ApplyError);
  });

  it("says what to do about it", () => {
    const finding = { code: "change-does-not-fit", severity: "error", remedy: expect.stringMatching(/^Let that go as well/) };
    expect(() => apply(model, drop(table))).toThrow(expect.objectContaining({ diagnostics: [expect.objectContaining(finding)] }));
  });

  it("moves children with their table", () => {
    const renamed = apply(model, { kind: "object", before: table, after: { ...table, ref: { ...table.ref, name: "people" } } });
    expect(renamed.children(tableRef("public", "people")).map(({ ref }) => ref.name)).toEqual(["email", "users_email_check"]);
    expect(renamed.children(users)).toEqual([]);
  });

  it("respells an expression that named a renamed column", () => {
    const renamed = apply(model, { kind: "object", before: email, after: { ...email, ref: { ...email.ref, name: "mail" } } });
    expect(renamed.get(check.ref)).toMatchObject({ body: { expression: { text: "mail <> ''", form: "stale" } } });
  });

  it("takes what is unknown after an opaque step for what the change says", () => {
    const opened = apply(model, { kind: "opaque", id: "1", sql: "SELECT 1", transaction: true });
    const index = { ...check, ref: { ...check.ref, name: "elsewhere" } };
    expect(applyAll(opened, [drop(index)]).open).toBe(true);
  });
});

describe("completeNames", () => {
  const stub: SchemaObject = {
    ...check,
    ref: { kind: "unique", parent: users, name: "users_email_check" },
    kind: "unique",
    nameOnly: true,
    body: { columns: [], include: [], nullsNotDistinct: false, deferrable: false, initiallyDeferred: false },
  };

  it("spells out what a bare name stands for, whatever kind it was taken for", () => {
    expect(completeNames([drop(stub)], model).map(changeLine)).toEqual(["drop check constraint public.users.users_email_check"]);
  });

  it("leaves what is not there to the one who applies it", () => {
    expect(() => applyAll(SchemaModel.of([table]), completeNames([drop(stub)], SchemaModel.of([table])))).toThrow(/does not exist/);
  });
});

describe("changeLine", () => {
  it("says what happens in one line", () => {
    expect(changeLine(create(email))).toBe("create column public.users.email");
    expect(changeLine({ kind: "object", before: email, after: { ...email, body: { ...email.body, nullable: false } } })).toBe(
      "alter column public.users.email (nullable)",
    );
  });
});
