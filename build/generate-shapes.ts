import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { renderCrds } from "./crds/render-crds.ts";
import { renderJsonSchemas } from "./render-json-schemas.ts";
import { renderOutputSchemas } from "./render-output-schemas.ts";
import { renderValidators } from "./render-validators.ts";
import { renderRuleRegistry } from "./rule-registry.ts";

const root = dirname(import.meta.dirname);

/** Everything that is generated from the shapes, by path from the project's root. */
export async function generatedFiles(): Promise<Map<string, string>> {
  const files = new Map([...renderJsonSchemas(), ...renderOutputSchemas()].map(([path, text]) => [`schemas/${path}`, text]));
  for (const [name, text] of renderCrds()) files.set(`deploy/crds/${name}`, text);
  files.set("src/lint/rules.ts", renderRuleRegistry(root));
  files.set("src/resource/generated/validators.js", await renderValidators());
  return files;
}

if (import.meta.main) {
  const files = await generatedFiles();
  for (const path of await readdir(join(root, "schemas"), { recursive: true })) {
    if (path.endsWith(".json") && !files.has(`schemas/${path}`)) await rm(join(root, "schemas", path));
  }
  for (const [path, text] of files) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
}
