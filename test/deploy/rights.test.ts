import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import * as types from "../../src/kubernetes/client/resource-type.ts";
import type { ResourceKind } from "../../src/resource/resource.ts";
import { root } from "../architecture/source-files.ts";
import type { RoleRule } from "../kubernetes/server/service-account.ts";

/** What each way to the API server asks for. */
const verbsOf: Readonly<Record<string, readonly string[]>> = {
  readObject: ["get"],
  listObjects: ["list"],
  watchedObjects: ["list", "watch"],
  createObject: ["create"],
  replaceObject: ["update"],
  // Of an object that may not be there it is a creation too; of a status it is none.
  applyObject: ["create", "patch"],
  mergeObject: ["patch"],
  deleteObject: ["delete"],
};

/** Whose `ownType(kind)` is of which kinds. */
const kindsOf: Readonly<Record<string, readonly ResourceKind[]>> = {
  "src/kubernetes/read/namespace-reader.ts": ["Schema", "Revision"],
  "src/kubernetes/report/write-status.ts": ["Database", "DatabaseSet"],
  "src/kubernetes/object/finalizer.ts": ["Database", "DatabaseSet"],
};

/** Generic ways, and what a person does with rights of their own. */
const apart = /^src\/kubernetes\/(?:remote\/|watched\/watched-objects\.ts|client\/(?!lease\.ts))/;

interface File {
  readonly path: string;
  readonly text: string;
}

/** The text as if nobody had broken its lines. */
const onOneLine = (text: string): string => text.replace(/\s+/g, " ").replace(/,? ([}\])])/g, " $1");

const files = globSync("src/kubernetes/**/*.ts", { cwd: root })
  .filter((path) => !apart.test(path))
  .map((path): File => ({ path, text: onOneLine(readFileSync(join(root, path), "utf8")) }));

/** `group/resource verb`, as rules and calls can be compared. */
const right = ({ group, plural }: types.ResourceType, verb: string, subresource?: string): string =>
  `${group}/${plural}${subresource === undefined ? "" : `/${subresource}`} ${verb}`;

/** The types that an expression of a call may be; what a variable stands for is looked up in its file. */
function typesOf(expression: string, file: File): readonly types.ResourceType[] {
  const own = /^ownType\("(\w+)"\)$/.exec(expression)?.[1];
  if (own !== undefined) return [types.ownType(own as ResourceKind)];
  const kinds = kindsOf[file.path];
  if (expression === "ownType(kind)" && kinds !== undefined) return kinds.map(types.ownType);
  const known = (types as unknown as Readonly<Record<string, types.ResourceType>>)[expression];
  if (known !== undefined) return [known];
  const [, name = expression] = /^(\w+)\[\w+\]$/.exec(expression) ?? [];
  const value = new RegExp(`const ${name}\\b[^=]*= ([^;]*);`).exec(file.text)?.[1] ?? "";
  const parts = value.startsWith("{")
    ? value
        .slice(1, -1)
        .split(/,(?![^(]*\))/)
        .map((part) => part.replace(/^[^:]*:/, "").trim())
    : [value];
  if (value === "") throw new Error(`nobody says what ${expression} is in ${file.path}`);
  return parts.flatMap((part) => typesOf(part, file));
}

function rightsIn(file: File): readonly string[] {
  const calls = file.text.matchAll(
    new RegExp(
      `\\b(${Object.keys(verbsOf).join("|")})(?:<\\w+>)?\\(\\s*transport,\\s*(ownType\\([^)]*\\)|\\w+\\[\\w+\\]|\\w+)(?=([^;]*))`,
      "g",
    ),
  );
  return [...calls].flatMap(([, name = "", expression = "", rest = ""]) => {
    const subresource = /, "status"\)/.test(rest) && name === "applyObject" ? "status" : undefined;
    const verbs = subresource === undefined ? (verbsOf[name] ?? []) : ["patch"];
    return typesOf(expression, file).flatMap((type) => verbs.map((verb) => right(type, verb, subresource)));
  });
}

const rulesIn = (file: string): readonly RoleRule[] =>
  (parse(readFileSync(join(root, "deploy/operator", file), "utf8")) as { readonly rules: readonly RoleRule[] }).rules;

test("the operator has the rights that its code uses, and not one more", () => {
  const used = new Set(files.flatMap(rightsIn));
  const given = [...rulesIn("role.yaml"), ...rulesIn("leader-role.yaml")].flatMap(({ apiGroups, resources, verbs }) =>
    apiGroups.flatMap((group) => resources.flatMap((resource) => verbs.map((verb) => `${group}/${resource} ${verb}`))),
  );
  expect(used.size).toBeGreaterThan(20);
  expect([...new Set(given)].sort()).toEqual([...used].sort());
});

test("no call to the API server is of a form that was not counted", () => {
  const called = files.flatMap(({ text }) => [
    ...text.matchAll(new RegExp(`\\b(?:${Object.keys(verbsOf).join("|")})(?:<\\w+>)?\\(\\s*transport`, "g")),
  ]);
  const counted = files.flatMap(({ text }) => [
    ...text.matchAll(
      new RegExp(`\\b(?:${Object.keys(verbsOf).join("|")})(?:<\\w+>)?\\(\\s*transport,\\s*(?:ownType\\([^)]*\\)|\\w+\\[\\w+\\]|\\w+)`, "g"),
    ),
  ]);
  expect(counted).toHaveLength(called.length);
});
