// Installs the dependencies where they are missing or not those of the lock file. Runs before anything is installed, so: no dependencies, and any Node from 18 on.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** @returns {Record<string, { version?: string, optional?: boolean, link?: boolean }> | undefined} */
function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), "utf8")).packages;
  } catch {
    return undefined;
  }
}

const locked = packagesOf("package-lock.json") ?? {};
const installed = packagesOf("node_modules/.package-lock.json");

/** What is optional may be absent: it is not for this platform. */
const isCurrent = ([path, { version, optional, link }]) =>
  !path.startsWith("node_modules/") ||
  link === true ||
  (installed?.[path] === undefined ? optional === true : installed[path].version === version);

if (installed === undefined) install("ci");
else if (!Object.entries(locked).every(isCurrent)) install("install", "--no-save");

function install(...words) {
  console.log(`$ npm ${words.join(" ")}`);
  // The npm and the Node that run this script, not those in node_modules, which are about to be replaced.
  const [command, ...first] = process.env.npm_execpath
    ? [process.env.npm_node_execpath ?? process.execPath, process.env.npm_execpath]
    : ["npm"];
  const { status } = spawnSync(command, [...first, ...words], {
    cwd: root,
    stdio: "inherit",
    shell: command === "npm" && process.platform === "win32",
    env: { JOBS: "max", ...process.env },
  });
  if (status !== 0) process.exit(status ?? 1);
}
