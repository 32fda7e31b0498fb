import { expect, test } from "vitest";
import { checkText } from "../../src/report/check-text.ts";

test.each([
  ["versioned", "keelson revision --autogenerate"],
  ["declarative", "keelson apply"],
] as const)("what the Schema asks for beyond a %s database is brought about with %s", (mode, remedy) => {
  const schemaAhead = [{ action: "create", kind: "table", name: "t" }] as never;
  expect(checkText({ state: "pending", mode, pending: [], schemaAhead, drift: [], unmanaged: [] })).toContain(remedy);
});
