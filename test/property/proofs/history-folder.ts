import type { Engine } from "../../seeds/engine.ts";
import { SeedProject } from "../../seeds/project.ts";
import type { RandomRevision } from "./arbitrary-history.ts";

const journals = { postgresql: "keelson.", sqlite: "keelson_" } as const;

/** A folder with a history and an empty database: each run is a process of its own. */
export async function openHistoryFolder(name: Engine["name"], history: readonly RandomRevision[]): Promise<SeedProject> {
  const project = await SeedProject.open(name);
  project.write(
    "keelson.yaml",
    `apiVersion: keelson.dev/v1alpha1\nkind: Database\nmetadata: { name: shop }\nspec: { dialect: ${name}, source: { directory: ./db } }\n`,
  );
  for (const { id, revises, upgrade } of history)
    project.revision(id, revises === null ? [] : [revises], `upgrade: ${JSON.stringify(upgrade)}\n`);
  return project;
}

/**
 * All that a run leaves: catalogue, rows, and what the journal says of it.
 * Who holds the lease is no part of it: a holder that is dead is passed over by the next one that has something to do.
 */
export async function stateOf({ engine }: SeedProject): Promise<unknown> {
  const journal = journals[engine.name];
  const rows: unknown[] = [];
  for (const table of await engine.tables()) {
    const found = await engine.query(`SELECT * FROM "${table}"`);
    rows.push([table, found.map((row) => JSON.stringify(Object.entries(row).sort())).sort()]);
  }
  return {
    catalogue: await engine.catalogue(),
    rows,
    history: await engine.query(`SELECT revision FROM ${journal}history ORDER BY seq`),
    heads: await engine.query(`SELECT revision FROM ${journal}head ORDER BY revision`),
    unfinished: await engine.query(`SELECT revision FROM ${journal}progress UNION ALL SELECT revision FROM ${journal}backfill`),
  };
}
