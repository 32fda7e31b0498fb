import { expect, test } from "vitest";
import { importsOf } from "./imports.ts";

const text = `import { a,
  b } from "../core/error.ts";
import type { C } from "./c.ts";
export * from '@databases/pg/lib/x';
import "node:fs";
const lazy = () => import("./lazy.ts");
// the text import x from "./comment.ts" in a line of its own would count, this does not
`;

test("every form of import is found, with what it loads and when", () => {
  expect(importsOf("src/diff/diff.ts", text)).toEqual([
    { mode: "static", target: "src/core/error.ts", origin: "ours" },
    { mode: "type", target: "src/diff/c.ts", origin: "ours" },
    { mode: "static", target: "@databases/pg", origin: "package" },
    { mode: "static", target: "node:fs", origin: "builtin" },
    { mode: "lazy", target: "src/diff/lazy.ts", origin: "ours" },
  ]);
});
