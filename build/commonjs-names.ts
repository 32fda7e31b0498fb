import type { Plugin } from "esbuild";

const namespace = "commonjs-names";
const isName = (text: string): boolean => /^[A-Za-z_$][\w$]*$/.test(text) && text !== "default" && text !== "__esModule";

const byName = (path: string): string => `require(${JSON.stringify(path)})`;

/**
 * A lazy import of a CommonJS package gives the names that it gives in Node; the bundler alone would give `default` and nothing else.
 * Resolved relative to the root, whose packages are also this file's. `load` is the expression that gives the package.
 */
export const commonJsNames = (root: string, external: readonly string[], load = byName): Plugin => ({
  name: namespace,
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^[^./]/ }, async ({ kind, path }) => {
      if (kind !== "dynamic-import" || path.startsWith("node:") || external.includes(path)) return undefined;
      const names = Object.keys((await import(path)) as object);
      return names.includes("module.exports") ? { path, namespace, pluginData: names.filter(isName) } : undefined;
    });
    onLoad({ filter: /.*/, namespace }, ({ path, pluginData }) => {
      const names = (pluginData as readonly string[]).map((name) => `export const ${name} = all.${name};`);
      return { contents: `const all = ${load(path)};\nexport default all;\n${names.join("\n")}`, resolveDir: root };
    });
  },
});
