import { matchesGlob } from "node:path";
import { expect, test } from "vitest";
import type { Import } from "./imports.ts";
import table from "./layers.json" with { type: "json" };
import { productFiles, type SourceFile } from "./source-files.ts";

/** Place of a file in the order; -1 for what stands in no layer. */
const layerOf = (path: string): number => table.layers.findIndex((layer) => path === layer || path.startsWith(`${layer}/`));

const faults = (isWrong: (file: SourceFile, one: Import) => boolean): readonly string[] =>
  productFiles.flatMap((file) => file.imports.filter((one) => isWrong(file, one)).map(({ target }) => `${file.path} imports ${target}`));

const within = (path: string, places: readonly string[] | undefined): boolean =>
  places?.some((place) => path === place || path.startsWith(`${place}/`) || matchesGlob(path, place)) ?? false;

test("every file stands in a layer", () => {
  expect(productFiles.length).toBeGreaterThan(0);
  expect(productFiles.filter(({ path }) => layerOf(path) < 0).map(({ path }) => path)).toEqual([]);
});

test("a folder imports only folders above it in the list", () => {
  expect(faults((file, { origin, target }) => origin === "ours" && (layerOf(target) < 0 || layerOf(target) > layerOf(file.path)))).toEqual(
    [],
  );
});

test("folders that stand apart do not know each other", () => {
  const side = (path: string, pair: readonly string[]) => pair.findIndex((folder) => path.startsWith(`${folder}/`));
  const crosses = (from: string, to: string) =>
    table.apart.some((pair) => side(from, pair) >= 0 && side(to, pair) >= 0 && side(from, pair) !== side(to, pair));
  expect(faults((file, { origin, target }) => origin === "ours" && crosses(file.path, target))).toEqual([]);
});

test("a package is imported only where the table allows it", () => {
  const allowed: Readonly<Record<string, readonly string[]>> = table.packages;
  expect(faults((file, { origin, target }) => origin === "package" && !within(file.path, allowed[target]))).toEqual([]);
});

test("what is pure does not reach for the world", () => {
  const last = table.layers.indexOf(table.pureUpTo);
  expect(
    faults((file, { origin, target }) => origin === "builtin" && layerOf(file.path) <= last && !table.builtinsOfPure.includes(target)),
  ).toEqual([]);
});

test("nothing below the command line knows the process or the console", () => {
  const knows = (file: SourceFile): boolean =>
    /(?<![\w.$"'`/-])(?:process|console)\./.test(withoutComments(file.text)) ||
    file.imports.some(({ target }) => target === "node:process");
  expect(productFiles.filter((file) => !within(file.path, table.processAndConsole) && knows(file)).map(({ path }) => path)).toEqual([]);
});

const withoutComments = (text: string): string => text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
