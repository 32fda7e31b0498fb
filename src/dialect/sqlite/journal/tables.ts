/** The journal's own DDL: one statement a table. Every table has a primary key; texts are JSON where the port says so. */
const definitions: Readonly<Record<string, string>> = {
  keelson_meta: `key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL`,
  keelson_lease: `id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1), token TEXT NOT NULL UNIQUE, holder TEXT, project TEXT NOT NULL, info TEXT NOT NULL,
    process TEXT, ttl_ms INTEGER NOT NULL, since TEXT NOT NULL, expires_ms INTEGER NOT NULL`,
  keelson_head: `project TEXT NOT NULL, revision TEXT NOT NULL, PRIMARY KEY (project, revision)`,
  keelson_history: `project TEXT NOT NULL, seq INTEGER NOT NULL, kind TEXT NOT NULL, revision TEXT, message TEXT NOT NULL, parents TEXT NOT NULL, digest TEXT,
    plan_digest TEXT, outcome TEXT NOT NULL, steps TEXT NOT NULL, by TEXT NOT NULL, started_at TEXT NOT NULL, ended_at TEXT NOT NULL,
    previous_hash TEXT NOT NULL, hash TEXT NOT NULL, PRIMARY KEY (project, seq), UNIQUE (project, previous_hash)`,
  keelson_progress: `project TEXT NOT NULL, revision TEXT NOT NULL, direction TEXT NOT NULL, plan_digest TEXT NOT NULL, stage INTEGER NOT NULL, stages INTEGER NOT NULL,
    state TEXT NOT NULL, error TEXT, walk TEXT NOT NULL, PRIMARY KEY (project, revision)`,
  keelson_pending: `project TEXT NOT NULL, id TEXT NOT NULL, since TEXT NOT NULL, changes TEXT NOT NULL, PRIMARY KEY (project, id)`,
  keelson_backfill: `project TEXT NOT NULL, id TEXT NOT NULL, revision TEXT NOT NULL, table_name TEXT NOT NULL, cursor TEXT, rows INTEGER NOT NULL, total INTEGER NOT NULL,
    state TEXT NOT NULL, started_at TEXT NOT NULL, updated_at TEXT NOT NULL, settled INTEGER NOT NULL DEFAULT 1, PRIMARY KEY (project, revision, id)`,
  keelson_object: `project TEXT NOT NULL, ref TEXT NOT NULL, kind TEXT NOT NULL, origin TEXT NOT NULL, PRIMARY KEY (project, ref), UNIQUE (ref)`,
  keelson_inserted: `project TEXT NOT NULL, revision TEXT NOT NULL, step TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (project, revision, step, key)`,
  keelson_state: `project TEXT NOT NULL PRIMARY KEY, model BLOB, source_digest TEXT, catalogue_mark TEXT`,
};

/** Names of the journal's tables: never part of the model. */
export const journalTables: readonly string[] = Object.keys(definitions);

/** Version of this layout; a journal of a lower one is moved on, of a higher one refused. */
export const journalFormat = 2;

/** What moves a journal on from each format to the next. */
export const migrations: Readonly<Record<number, readonly string[]>> = {
  1: [
    "DELETE FROM keelson_object WHERE rowid NOT IN (SELECT min(rowid) FROM keelson_object GROUP BY ref)",
    "CREATE UNIQUE INDEX keelson_object_has_one_owner ON keelson_object (ref)",
  ],
};

export const journalStatements: readonly string[] = Object.entries(definitions).map(
  ([name, columns]) => `CREATE TABLE IF NOT EXISTS ${name} (${columns}) STRICT`,
);
