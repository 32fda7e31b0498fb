import { describe, expect, it } from "vitest";
import { defaultName, indexColumnNames, makeObjectName } from "../../src/model/naming.ts";

const free = () => false;

describe("default names", () => {
  it("are those that PostgreSQL chooses", () => {
    expect(defaultName.primaryKey("users", free)).toBe("users_pkey");
    expect(defaultName.unique("users", ["email"], free)).toBe("users_email_key");
    expect(defaultName.foreignKey("users", ["team_id"], free)).toBe("users_team_id_fkey");
    expect(defaultName.check("users", "email", free)).toBe("users_email_check");
    expect(defaultName.check("users", null, free)).toBe("users_check");
    expect(defaultName.index("users", indexColumnNames([{ column: "a" }, { column: null }, { column: null }]), free)).toBe(
      "users_a_expr_expr1_idx",
    );
    expect(defaultName.exclude("room", ["during"], free)).toBe("room_during_excl");
  });

  it("are numbered where taken", () => {
    const taken = new Set(["users_check", "users_check1"]);
    expect(defaultName.check("users", null, (name) => taken.has(name))).toBe("users_check2");
  });

  it("are cut to 63 bytes, the longer part first, never inside a character", () => {
    expect(makeObjectName("t".repeat(63), null, "pkey")).toBe(`${"t".repeat(58)}_pkey`);
    expect(makeObjectName("t".repeat(40), "c".repeat(40), "key")).toBe(`${"t".repeat(29)}_${"c".repeat(29)}_key`);
    expect(makeObjectName("é".repeat(40), null, "pkey")).toBe(`${"é".repeat(29)}_pkey`);
  });
});
