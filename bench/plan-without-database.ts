/**
 * A trial as a process of its own: parses a folder of revisions with `yaml` alone, or plans them once they are read, with V8 told what the command tells it.
 * Prints the time of that and the peak of memory.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { optimizeLate } from "../cmd/keelson/late-optimizer.ts";
import { keepNewSpace } from "../cmd/keelson/new-space.ts";
import { V8Flags } from "../cmd/keelson/v8-flags.ts";
import { dialectRegistry, loadDialect } from "../src/dialect/registry.ts";
import { offlinePlan } from "../src/reconcile/offline-plan.ts";
import { readSettings } from "../src/reconcile/settings.ts";
import { parseResources } from "../src/resource/parse-resources.ts";
import type { SourceFile } from "../src/resource/source-file.ts";
import { buildGraph } from "../src/revision/build-graph.ts";

const [folder = "", part = ""] = process.argv.slice(2);
const files: SourceFile[] = readdirSync(folder).map((name) => ({ path: name, text: readFileSync(join(folder, name), "utf8") }));

async function plan(): Promise<number> {
  const flags = new V8Flags();
  optimizeLate(flags, process);
  keepNewSpace(flags);
  const { resources } = parseResources(files);
  const { graph } = buildGraph(resources.filter((resource) => resource.kind === "Revision"));
  if (graph === undefined) throw new Error("the revisions are no graph");
  const dialect = await loadDialect(dialectRegistry([]), "postgresql");
  await dialect.grammar.ready();
  const settings = readSettings(database, dialect.grammar.defaultSchema);
  const start = performance.now();
  const { walks } = await offlinePlan({ dialect, settings, graph, from: "base", to: "head", walk: "upgrade" });
  const time = performance.now() - start;
  if (walks.length !== files.length) throw new Error(`${walks.length} of ${files.length} revisions are planned`);
  return time;
}

function parse(): number {
  const start = performance.now();
  for (const { text } of files) if (parseAllDocuments(text).length !== 1) throw new Error("a file holds one document");
  return performance.now() - start;
}

const database = {
  kind: "Database",
  metadata: { name: "bench" },
  spec: { dialect: "postgresql", source: { directory: "." } },
  position: { file: "", line: 1, column: 1 },
  origin: { file: "", text: "", document: 0 },
} as const;

const time = part === "parse" ? parse() : await plan();
console.log(JSON.stringify({ time, megabytes: process.resourceUsage().maxRSS / 1024 }));
