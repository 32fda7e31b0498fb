import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../../..");
const page = readFileSync(join(root, "docs/faults.md"), "utf8");
const [, tried = "", rest = ""] = page.split(/^## (?:By group|Defects read.*)$/m);

/** `29–34, 36` as numbers. */
const numbersIn = (text: string): readonly number[] =>
  [...text.matchAll(/(\d+)(?:–(\d+))?/g)].flatMap(([, from, to]) => {
    const first = Number(from);
    return Array.from({ length: Number(to ?? from) - first + 1 }, (_, at) => first + at);
  });

test("the page names each row of the table of faults, as tried or as not", () => {
  const rows = tried.split("\n").flatMap((line) => numbersIn(/^\| ([\d–, ]+) \|/.exec(line)?.[1] ?? ""));
  const untried = rest.split("\n").flatMap((line) => numbersIn(/^- (\d+):/.exec(line)?.[1] ?? ""));
  const named = new Set([...rows, ...untried]);
  expect(Array.from({ length: 78 }, (_, at) => at + 1).filter((number) => !named.has(number))).toEqual([]);
  expect(rows.filter((number) => untried.includes(number))).toEqual([]);
});

test("the tests that it names are there", () => {
  const cells = `${tried}${rest}`
    .split("\n")
    .flatMap((line) => (line.startsWith("| ") ? (line.split(" | ").at(line.match(/^\| \d/) ? 1 : -1) ?? "") : ""));
  const names = cells.flatMap((cell) => [...cell.matchAll(/`([\w/.-]+)`/g)].map(([, name = ""]) => name));
  expect(names.length).toBeGreaterThan(50);
  expect(names.filter((name) => !isThere(name))).toEqual([]);
});

function isThere(name: string): boolean {
  const numbered = /^elementary\/\d$/.test(name);
  if (numbered) return page.includes(`| ${name.slice(-1)} |`);
  const places = [name, `test/crash/${name}`, `test/crash/faults/${name}`];
  return places.some((place) => existsSync(join(root, /(\/|\.test\.ts)$/.test(place) ? place : `${place}.test.ts`)));
}
