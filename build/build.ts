import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { renderHelp } from "../cmd/keelson/help.ts";
import { bundle, writeIfChanged } from "./bundle.ts";
import { notices } from "./notices.ts";

const root = join(import.meta.dirname, "..");
const bundled = await bundle(root);
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
writeIfChanged(join(root, "dist/cmd/keelson/static-text.json"), JSON.stringify({ version, help: await renderHelp() }));
writeIfChanged(join(root, "dist/cmd/keelson/crds.yaml"), joinedDefinitions(join(root, "deploy/crds")));
writeIfChanged(join(root, "dist/notices.txt"), notices(root, bundled));

/** The files of the directory as one stream of documents. */
function joinedDefinitions(directory: string): string {
  const files = readdirSync(directory).toSorted();
  return files.map((name) => `---\n${readFileSync(join(directory, name), "utf8")}`).join("");
}
