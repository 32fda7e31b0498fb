import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const page = (name: string): string => readFileSync(join(root, "docs/reference", `${name}.md`), "utf8");
const pages = { entries: page("entries"), operations: page("operations"), resources: page("resources") };

/** Names of fields anywhere in a JSON Schema, but for those that replace the ones beside them. */
function namesIn(node: unknown, names = new Set<string>()): ReadonlySet<string> {
  if (typeof node !== "object" || node === null) return names;
  for (const [key, value] of Object.entries(node)) {
    if (key === "definitions") continue;
    if (key === "properties")
      for (const [name, field] of Object.entries(value as object)) {
        names.add(name);
        if (name !== "dialects") namesIn(field, names);
      }
    else namesIn(value, names);
  }
  return names;
}

const schemas = (folder: string): readonly (readonly [name: string, schema: unknown])[] =>
  readdirSync(join(root, "schemas", folder), { withFileTypes: true })
    .filter((file) => file.isFile())
    .map(({ name }) => [name.replace(/\.json$/, ""), JSON.parse(readFileSync(join(root, "schemas", folder, name), "utf8"))]);

/** A section, and those that it links to. */
function reachable(from: keyof typeof pages, heading: string, seen = new Set<string>()): string {
  if (seen.has(`${from}#${heading.toLowerCase()}`)) return "";
  seen.add(`${from}#${heading.toLowerCase()}`);
  const text = pages[from].split(/^## /m).find((section) => section.toLowerCase().startsWith(`${heading.toLowerCase()}\n`));
  expect(text, `${from}.md#${heading}`).toBeDefined();
  const links = [...(text ?? "").matchAll(/\]\((\w+)\.md#(\w+)\)/g)];
  return [text, ...links.map(([, to, section]) => reachable(to as keyof typeof pages, section as string, seen))].join("\n");
}

const cases = [
  ...schemas("kind").map(([name, schema]) => ["entries", name, schema] as const),
  ...schemas("operation").map(([name, schema]) => ["operations", name, schema] as const),
  ...schemas(".")
    .filter(([name]) => pages.resources.includes(`\n## ${name}\n`))
    .map(([name, schema]) => ["resources", name, (schema as { properties: { spec: unknown } }).properties.spec] as const),
];

test.for(cases)("%s: every field of %s stands on a page, however deep it lies", ([from, name, schema]) => {
  const text = reachable(from, name);
  const told = new Set([...text.matchAll(/^\| `([^`]+)` \|/gm)].flatMap(([, path]) => (path as string).split(/[.[\]]+/)));
  expect([...namesIn(schema)].filter((field) => !told.has(field))).toEqual([]);
});

test("the kinds of documents have their sections", () => {
  expect(cases.filter(([from]) => from === "resources").map(([, name]) => name)).toEqual([
    "Database",
    "DatabaseSet",
    "Plan",
    "Revision",
    "Schema",
  ]);
});
