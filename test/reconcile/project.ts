import { systemClock } from "../../src/core/clock.ts";
import { digestText } from "../../src/core/digest.ts";
import { silentLogger } from "../../src/core/logger.ts";
import type { Dialect } from "../../src/port/dialect.ts";
import { openRun, type Run, type RunOptions } from "../../src/reconcile/run.ts";
import { parseResources } from "../../src/resource/parse-resources.ts";
import type { DatabaseResource, RevisionResource, SchemaResource } from "../../src/resource/resource.ts";
import { buildGraph } from "../../src/revision/build-graph.ts";

/** A source in memory and a real database. Documents may be changed between runs. */
export class TestProject {
  readonly #dialect: Dialect;
  readonly #url: string;
  /** `spec` of the Database beside dialect and source, as YAML in flow style. */
  database = "";
  readonly documents = new Map<string, string>();

  constructor(dialect: Dialect, url: string) {
    this.#dialect = dialect;
    this.#url = url;
  }

  /** A revision after `revises`; `upgrade` and the rest of its spec as YAML in flow style. */
  revision(id: string, revises: string | null, spec: string): void {
    const text = `apiVersion: keelson.dev/v1alpha1\nkind: Revision\nmetadata: { name: r-${id} }\nspec: { id: "${id}", message: "make ${id}", revises: [${revises ?? ""}], ${spec} }\n`;
    this.documents.set(`${id}.yaml`, text);
  }

  /** The Schema document; its spec as YAML in flow style. */
  schema(spec: string): void {
    this.documents.set("schema.yaml", `apiVersion: keelson.dev/v1alpha1\nkind: Schema\nmetadata: { name: shop }\nspec: { ${spec} }\n`);
  }

  options(more: Partial<RunOptions> = {}): RunOptions {
    const [database] = this.#read("Database", new Map([["keelson.yaml", this.#databaseText()]])) as DatabaseResource[];
    if (database === undefined) throw new Error("the Database document is wrong");
    return {
      dialect: this.#dialect,
      target: { url: this.#url },
      database,
      source: {
        digest: async () => digestText(JSON.stringify([...this.documents])),
        load: async () => {
          const graph = buildGraph(this.#read("Revision", this.documents) as RevisionResource[]).graph;
          if (graph === undefined) throw new Error("the graph is wrong");
          return { graph, schemas: this.#read("Schema", this.documents) as SchemaResource[], diagnostics: [] };
        },
      },
      actor: { tool: "test", version: "0", user: "tester", host: "here", pid: 1 },
      clock: systemClock,
      logger: silentLogger,
      signal: new AbortController().signal,
      lockWait: 10_000,
      connectTimeout: 5_000,
      ...more,
    };
  }

  async with<T>(use: (run: Run) => Promise<T>, more: Partial<RunOptions> = {}): Promise<T> {
    const run = await openRun(this.options(more));
    try {
      return await use(run);
    } finally {
      await run.close();
    }
  }

  #databaseText(): string {
    const more = this.database === "" ? "" : `, ${this.database}`;
    return `apiVersion: keelson.dev/v1alpha1\nkind: Database\nmetadata: { name: shop }\nspec: { dialect: ${this.#dialect.name}, source: { directory: ./db }${more} }\n`;
  }

  #read(kind: "Database" | "Revision" | "Schema", documents: ReadonlyMap<string, string>) {
    const { resources, diagnostics } = parseResources([...documents].map(([path, text]) => ({ path, text })));
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join("; "));
    return resources.filter((resource) => resource.kind === kind);
  }
}
