import type { Plugin } from "esbuild";

const namespace = "first-use";

/** Parts of Node that few runs need and many modules import. */
const late = /^node:(?:zlib|fs\/promises)$/;

/** The text of a module whose names are looked up when they are used. `load` is the expression that gives the module that has them. */
export const namesOnFirstUse = (module: object, load: string): string =>
  Object.keys(module)
    .filter((name) => name !== "default" && name !== "module.exports")
    .map((name) => `Object.defineProperty(exports, ${JSON.stringify(name)}, { enumerable: true, get: () => ${load}.${name} });`)
    .join("\n");

/** A static import of these loads nothing until one of its names is used. */
export const loadedOnFirstUse = (root: string): Plugin => ({
  name: namespace,
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: late, namespace: "file" }, ({ path }) => ({ path, namespace }));
    onResolve({ filter: /.*/, namespace }, ({ path }) => ({ path, external: true }));
    onLoad({ filter: /.*/, namespace }, async ({ path }) => ({ contents: namesOnFirstUse((await import(path)) as object, `require("${path}")`), resolveDir: root }));
  },
});
