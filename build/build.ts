import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { renderHelp } from "../cmd/keelson/help.ts";
import { bundle, writeIfChanged } from "./bundle.ts";
import { notices } from "./notices.ts";

const root = join(import.meta.dirname, "..");
const bundled = await bundle(root);
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
writeIfChanged(join(root, "dist/cmd/keelson/static-text.json"), JSON.stringify({ version, help: await renderHelp() }));
const definitions = filesOf(join(root, "deploy/crds"));
writeIfChanged(join(root, "dist/cmd/keelson/crds.yaml"), definitions.map((text) => `---\n${text}`).join(""));
// For the operator, which would hold for good the fifty megabytes that reading the YAML takes.
writeIfChanged(join(root, "dist/cmd/keelson/crds.json"), JSON.stringify(definitions.map((text) => parse(text))));
writeIfChanged(join(root, "dist/notices.txt"), notices(root, bundled));

/** The texts of the files of the directory, in the order of their names. */
function filesOf(directory: string): readonly string[] {
  return readdirSync(directory)
    .toSorted()
    .map((name) => readFileSync(join(directory, name), "utf8"));
}
