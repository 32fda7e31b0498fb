import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { runKeelson } from "./keelson.ts";

const root = join(import.meta.dirname, "..", "..");
/** An API server takes no larger ones of clients that keep what they applied as an annotation. */
const mostBytes = 250_000;

interface Definition {
  readonly metadata: { readonly name: string };
}

/** Where a schema gives defaults; a field may well have that name. */
function defaultsIn(value: unknown, role: "schema" | "fields"): readonly unknown[] {
  if (typeof value !== "object" || value === null) return [];
  const own = role === "schema" && "default" in value ? [value] : [];
  return [
    ...own,
    ...Object.entries(value).flatMap(([key, part]) => defaultsIn(part, role === "schema" && key === "properties" ? "fields" : "schema")),
  ];
}

test("crds prints a definition of each kind, each small enough and without defaults", async () => {
  const { stdout } = await runKeelson(["crds"], { cwd: root });
  const definitions = parseAllDocuments(stdout).map((document) => document.toJS() as Definition);
  expect(definitions.map(({ metadata }) => metadata.name).sort()).toEqual(
    ["databases", "databasesets", "plans", "revisions", "schemas"].map((plural) => `${plural}.keelson.dev`),
  );
  for (const definition of definitions) {
    expect(JSON.stringify(definition).length, definition.metadata.name).toBeLessThan(mostBytes);
    expect(defaultsIn(definition, "schema"), definition.metadata.name).toEqual([]);
  }
  for (const file of globSync("deploy/crds/*.yaml", { cwd: root }))
    expect(readFileSync(join(root, file)).length, file).toBeLessThan(mostBytes);
});
