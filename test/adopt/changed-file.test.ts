import { expect, test } from "vitest";
import { ChangedFile } from "../../src/adopt/changed-file.ts";

const text = `# ours
apiVersion: keelson.dev/v1alpha1
kind: Schema
metadata: {name: shop}   # tight braces
spec:
  tables:
    - name: users   # people
      columns:
        # the key
        - { name: id, type: int }
        - name: email
          type: "varchar(100)"   # long enough
          dialects: { sqlite: { type: text } }
        # gone soon
        - { name: old, type: text }
      primaryKey: {columns: [id]}
---
# another
apiVersion: keelson.dev/v1alpha1
kind: Other
`;
const column = (name: string, type: string) => ({ name, type });
const was = {
  name: "users",
  columns: [column("id", "integer"), column("email", "varchar(100)"), column("old", "text")],
  primaryKey: { columns: ["id"] },
};
const changed = (now: object, dialect = "postgresql") => {
  const file = new ChangedFile(text);
  file.change(0, ["spec", "tables", 0], { was, now, live: now }, dialect);
  return file.text();
};

test("where nothing differs no byte does", () => {
  expect(changed(was)).toBe(text);
});

test("a value is written where it stands, and all else keeps its spelling, its comments and what is for another engine", () => {
  const now = { ...was, columns: [column("id", "integer"), column("email", "varchar(200)"), column("old", "text")] };
  expect(changed(now)).toBe(text.replace("varchar(100)", "varchar(200)"));
});

test("what is for this engine alone is written there", () => {
  const sides = (type: string) => ({ ...was, columns: [column("id", "integer"), column("email", type), column("old", "text")] });
  const file = new ChangedFile(text);
  file.change(0, ["spec", "tables", 0], { was: sides("text"), now: sides("blob"), live: {} }, "sqlite");
  expect(file.text()).toBe(text.replace("{ type: text } }", "{ type: blob } }"));
});

test("what comes and goes takes along no more than itself", () => {
  const now = { ...was, comment: "People", columns: [column("id", "integer"), column("email", "varchar(100)"), column("phone", "text")] };
  const result = changed(now);
  expect(result).toContain("comment: People");
  expect(result).toContain('type: "varchar(100)" # long enough\n          dialects: { sqlite: { type: text } }');
  expect(result).toContain("# the key\n        - { name: id, type: int }");
  expect(result).toContain("- { name: phone, type: text }");
  expect(result).not.toContain("old");
  expect(result.startsWith("# ours\n")).toBe(true);
  expect(result.endsWith("---\n# another\napiVersion: keelson.dev/v1alpha1\nkind: Other\n")).toBe(true);
});

test("an entry that is not live is taken out with its comments", () => {
  const file = new ChangedFile(text);
  file.change(0, ["spec", "tables", 0], { was, now: undefined, live: undefined }, "postgresql");
  expect(file.text()).toContain("tables:\n    []");
});

test("aliases are written out where their document changes, and what one stood for may go", () => {
  const aliased = text
    .replace('type: "varchar(100)"', "type: &text text")
    .replace("type: text }\n      primary", "type: *text }\n      primary");
  const before = { ...was, columns: [column("id", "integer"), column("email", "text"), column("old", "text")] };
  const now = { ...was, columns: [column("id", "bigint"), column("old", "text")] };
  const file = new ChangedFile(aliased);
  file.change(0, ["spec", "tables", 0], { was: before, now, live: now }, "postgresql");
  expect(file.text()).toContain("- { name: id, type: bigint }\n        # gone soon\n        - { name: old, type: text }");
});
