import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Metafile } from "esbuild";

/** The licences of the packages whose code went into the bundle, as they ask for. */
export function notices(root: string, { inputs }: Pick<Metafile, "inputs">): string {
  const directories = new Set(Object.keys(inputs).flatMap((path) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []));
  return [...directories]
    .sort()
    .map((directory) => notice(join(root, directory)))
    .join("\n");
}

function notice(directory: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(directory, "package.json"), "utf8")) as Record<string, string>;
  const file = readdirSync(directory).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file === undefined ? "" : readFileSync(join(directory, file), "utf8").trim();
  return `${name} ${version}${license === undefined ? "" : ` (${license})`}\n\n${text}\n`;
}
