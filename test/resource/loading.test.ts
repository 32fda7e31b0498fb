import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";

/** Reads a document in a process of its own and lists the packages that it loaded. */
const probe = `
import { registerHooks } from "node:module";
const packages = new Set();
registerHooks({ resolve(specifier, context, next) { const found = next(specifier, context); const name = /node_modules\\/((?:@[^/]+\\/)?[^/]+)/.exec(found.url)?.[1]; if (name) packages.add(name); return found; } });
const { parseResources } = await import("./src/resource/parse-resources.ts");
parseResources([{ path: "a", text: "apiVersion: keelson.dev/v1alpha1\\nkind: Schema\\nmetadata: { name: a }\\nspec: {}" }]);
console.log([...packages].join(" "));
`;

test("reading documents loads neither the shapes' library nor the compiler of validators", () => {
  expect(execFileSync(process.execPath, ["--input-type=module", "-e", probe], { encoding: "utf8" }).trim()).toBe("yaml");
});
