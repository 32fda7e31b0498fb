import { describe, expect, it } from "vitest";
import {
  identifiersIn,
  mentionsName,
  renameCalled,
  renameIdentifier,
  renameQualified,
  splitQualifiedName,
} from "../../src/model/identifier.ts";

const names = (sql: string) => identifiersIn(sql).map(({ name }) => name);

describe("identifiers in SQL text", () => {
  it("leaves out strings, comments, cast targets and called functions", () => {
    expect(names(`lower(Email) <> 'name' /* x */ -- y\n and "Mixed"::text = $$z$$ and E'a\\'b' <> c`)).toEqual([
      "email",
      "and",
      "Mixed",
      "and",
      "c",
    ]);
  });

  it("finds mixed case only in quotes or spelled alike", () => {
    expect(mentionsName('"UserId" > 0', "UserId")).toBe(true);
    expect(mentionsName("userid > 0", "UserId")).toBe(false);
  });

  it("renames mentions and quotes what needs it", () => {
    expect(renameIdentifier("email <> 'email' AND length(email) > 3", "email", "order")).toBe(`"order" <> 'email' AND length("order") > 3`);
  });

  it("renames what stands with its schema, also in a literal that stands for an object", () => {
    const moved = (sql: string) => renameQualified(sql, { schema: "a", name: "t" }, { schema: "b", name: "T 2" });
    expect(moved("SELECT t.x, a.t.x, \"a\".t, a.tt, 'a.t' FROM a.t t -- a.t")).toBe(
      'SELECT t.x, b."T 2".x, b."T 2", a.tt, \'a.t\' FROM b."T 2" t -- a.t',
    );
    expect(moved("nextval('a.t'::regclass)")).toBe("nextval('b.\"T 2\"'::regclass)");
  });

  it("splits qualified names", () => {
    expect(splitQualifiedName('Public."Order.State"')).toEqual(["public", "Order.State"]);
    expect(splitQualifiedName("numeric(10,2)")).toBeUndefined();
  });

  it("takes what rows are put into for a name, though a parenthesis follows", () => {
    expect(renameIdentifier("INSERT INTO log (line) VALUES (log(1))", "log", "the log")).toBe(
      'INSERT INTO "the log" (line) VALUES (log(1))',
    );
  });

  it("only what is called is another routine, in no string and no comment", () => {
    expect(renameCalled(`f(x) + "f" (1) + f || 'f(1)' -- f(\n + public.F( g(f(2)) )`, "f", "to it")).toBe(
      `"to it"(x) + "to it" (1) + f || 'f(1)' -- f(\n + public."to it"( g("to it"(2)) )`,
    );
  });
});
