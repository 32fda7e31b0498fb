import type { Plugin } from "esbuild";

const namespace = "first-use";

/** Parts of Node that few runs need and many modules import. */
const late = /^node:(?:zlib|fs\/promises)$/;

/** A static import of these loads nothing until one of its names is used. */
export const loadedOnFirstUse = (root: string): Plugin => ({
  name: namespace,
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: late, namespace: "file" }, ({ path }) => ({ path, namespace }));
    onResolve({ filter: /.*/, namespace }, ({ path }) => ({ path, external: true }));
    onLoad({ filter: /.*/, namespace }, async ({ path }) => {
      const names = Object.keys((await import(path)) as object).filter((name) => name !== "default" && name !== "module.exports");
      const lines = names.map((name) => `Object.defineProperty(exports, "${name}", { enumerable: true, get: () => require("${path}").${name} });`);
      return { contents: lines.join("\n"), resolveDir: root };
    });
  },
});
