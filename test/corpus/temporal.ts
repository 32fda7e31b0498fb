import { readdirSync } from "node:fs";
import { corpusFile, corpusText } from "./corpora.ts";
import type { CorpusHistory, HistoryStep } from "./history.ts";

interface Manifest {
  readonly CurrVersion: string;
  readonly SchemaUpdateCqlFiles: readonly string[];
}

/** A folder a version, each with a manifest that names its files in their order; versions are ordered as numbers, not as text. */
function stepsOf(folder: string): readonly HistoryStep[] {
  const manifests = readdirSync(corpusFile(folder)).map((version) => ({
    version,
    manifest: JSON.parse(corpusText(`${folder}/${version}/manifest.json`)) as Manifest,
  }));
  return manifests
    .toSorted((a, b) => minor(a.manifest) - minor(b.manifest))
    .map(({ version, manifest }) => ({
      id: version,
      scripts: manifest.SchemaUpdateCqlFiles.map((file) => corpusText(`${folder}/${version}/${file}`)),
    }));
}

const minor = ({ CurrVersion }: Manifest): number => Number(CurrVersion.split(".")[1]);

const versioned = (name: string, store: string): CorpusHistory => ({ name, steps: () => stepsOf(`temporal/schema/${store}/versioned`) });

export const temporalOnPostgres: readonly CorpusHistory[] = [
  versioned("temporal", "postgresql/v12/temporal"),
  versioned("temporal's visibility", "postgresql/v12/visibility"),
];

/** Its first step is not kept: this is the table that later ones alter. Of the visibility store only the snapshot is there. */
const firstOnSqlite = `CREATE TABLE current_executions (
  shard_id INT NOT NULL, namespace_id BINARY(16) NOT NULL, workflow_id VARCHAR(255) NOT NULL, run_id BINARY(16) NOT NULL,
  create_request_id VARCHAR(255) NOT NULL, state INT NOT NULL, status INT NOT NULL, last_write_version BIGINT NOT NULL,
  PRIMARY KEY (shard_id, namespace_id, workflow_id)
);`;

export const temporalOnSqlite: CorpusHistory = {
  name: "temporal",
  steps: () => [{ id: "v0.1", scripts: [firstOnSqlite] }, ...stepsOf("temporal/schema/sqlite/v3/temporal/versioned")],
};
