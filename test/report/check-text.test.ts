import { expect, test } from "vitest";
import { checkText } from "../../src/report/check-text.ts";

test.each([
  ["versioned", "keelson revision --autogenerate"],
  ["declarative", "keelson apply"],
] as const)("what the Schema asks for beyond a %s database is brought about with %s", (mode, remedy) => {
  const schemaAhead = [{ action: "create", kind: "table", name: "t" }] as never;
  expect(checkText({ state: "pending", mode, pending: [], leaving: [], schemaAhead, drift: [], unmanaged: [] })).toContain(remedy);
});

test("kinds are called what people call them, and a rename names both names", () => {
  const schemaAhead = [
    { action: "rename", kind: "primaryKey", name: "public.people.people_pkey", from: "public.people.users_pkey" },
  ] as const;
  const drift = [{ change: "extra", kind: "foreignKey", name: "public.people.people_team_fk" }] as const;
  const unmanaged = [{ kind: "trigger", name: "public.people.touch", reason: "not managed yet" }];
  expect(
    checkText({ state: "drift", mode: "versioned", pending: [], leaving: [], schemaAhead, drift, unmanaged }).split("\n").slice(1),
  ).toEqual([
    "  the Schema asks to rename primary key public.people.users_pkey to people_pkey",
    '  Write the step with keelson revision --autogenerate -m "…"',
    "  drift: foreign key public.people.people_team_fk was added",
    "  Keep it: declare it, then keelson revision --autogenerate. Take it back: keelson revision --autogenerate --from live, or policy.drift: correct",
    "  unmanaged: trigger public.people.touch (not managed yet)",
  ]);
});

test("what of an object is another is told behind it, in words", () => {
  const drift = [{ change: "changed", kind: "column", name: "public.people.name", fields: ["type", "securityLabels"] }] as const;
  expect(checkText({ state: "drift", mode: "declarative", pending: [], leaving: [], schemaAhead: [], drift, unmanaged: [] })).toContain(
    "  drift: column public.people.name was changed (type, security labels)\n",
  );
});

test("a revision that is newer than the target is not told as one that is to come", () => {
  const text = checkText({
    state: "pending",
    mode: "versioned",
    pending: ["b"],
    leaving: ["b"],
    schemaAhead: [],
    drift: [],
    unmanaged: [],
  });
  expect(text).toBe("Changes are pending.\n  revision b is newer than the target, and would be walked back");
});

test.each([
  ["pending", "Nothing is pending."],
  ["drift", "Nothing was changed by hand."],
  ["everything", "In sync."],
] as const)("where nothing was found, it says what was looked for: %s", (sought, text) => {
  expect(
    checkText({ state: "inSync", mode: "versioned", pending: [], leaving: [], schemaAhead: [], drift: [], unmanaged: [] }, [], sought),
  ).toBe(text);
});
