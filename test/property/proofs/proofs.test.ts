import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { properties, type Property } from "./proofs.ts";
import { proofsPage, renderProofs } from "./render-proofs.ts";

const root = join(import.meta.dirname, "../../..");
const listed = Object.entries<Property>(properties).flatMap(([property, { proofs }]) =>
  Object.entries(proofs).map(([name, { test: path }]) => ({ path, name: `properties.${property}.proofs.${name}` })),
);

test("the page is what the list says", () => {
  expect(readFileSync(proofsPage, "utf8")).toBe(renderProofs());
});

test.for(listed.map(({ path }) => path))("%s takes its number of cases from the list", (path) => {
  const text = readFileSync(join(root, path), "utf8");
  expect(listed.filter((each) => each.path === path).some(({ name }) => text.includes(`casesOf(${name})`))).toBe(true);
});
