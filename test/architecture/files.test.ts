import { expect, test } from "vitest";
import { otherFiles, productFiles } from "./source-files.ts";

const files = [...productFiles, ...otherFiles];
const mostLines = 300;

test("no file is longer than 300 lines", () => {
  const long = files.map(({ path, text }) => ({ path, lines: text.split("\n").length - 1 })).filter(({ lines }) => lines > mostLines);
  expect(long).toEqual([]);
});

test("names are in kebab-case and say what is inside", () => {
  const wellNamed = /^(?:[a-z0-9]+(?:-[a-z0-9]+)*\/)*[a-z0-9]+(?:-[a-z0-9]+)*(?:\.shape|(?:\.property)?\.test)?\.(?:ts|mjs)$/;
  const empty = /(?:^|\/)(?:utils?|helpers?|misc|common|lib)(?:\/|\.ts$)/;
  expect(files.map(({ path }) => path).filter((path) => !wellNamed.test(path) || empty.test(path))).toEqual([]);
});
