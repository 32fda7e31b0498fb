import { isAbsolute, join } from "node:path";
import type { Plugin } from "esbuild";

const namespace = "first-use";

/** Parts of Node that few runs need and many modules import. */
const late = /^(?:node:)?(?:zlib|fs\/promises|crypto|dns)$/;
/** How the driver proves that it knows a password: loads most of Node's cryptography. */
const latePart = /^\.\/crypto\/(?:sasl|utils)$/;

/** The text of a module whose names are looked up when they are used; a number is there as it is. `load` is the expression that gives the module that has them. */
export const namesOnFirstUse = (module: object, load: string): string =>
  Object.entries(module)
    .filter(([name]) => name !== "default" && name !== "module.exports")
    .map(
      ([name, value]) =>
        `Object.defineProperty(exports, ${JSON.stringify(name)}, { enumerable: true, ${typeof value === "number" ? `value: ${value}` : `get: () => (all ??= ${load}).${name}`} });`,
    )
    .join("\n")
    .replace(/^/, "let all;\n");

/** A static import of these loads nothing until one of its names is used. */
export const loadedOnFirstUse = (root: string): Plugin => ({
  name: namespace,
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: late, namespace: "file" }, ({ path }) => ({ path, namespace, pluginData: path }));
    onResolve({ filter: latePart, namespace: "file" }, ({ path, resolveDir }) =>
      /[\\/]pg[\\/]lib$/.test(resolveDir) ? { path, namespace, pluginData: join(resolveDir, `${path}.js`) } : undefined,
    );
    onResolve({ filter: /.*/, namespace }, ({ path }) => (isAbsolute(path) ? { path } : { path, external: true }));
    onLoad({ filter: /.*/, namespace }, async ({ pluginData: module }: { readonly pluginData: string }) => ({
      contents: namesOnFirstUse((await import(module)) as object, `require(${JSON.stringify(module)})`),
      resolveDir: root,
    }));
  },
});
