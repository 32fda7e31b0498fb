import { databaseIdentity } from "./database-identity.ts";
import { createFunctions } from "./functions.ts";

/** The newest format of the journal that this program writes; an older one is moved on, a newer one refused. */
export const journalFormat = 2;

/** What moves a journal on from each format to the next; safe to race. */
export const migrations: Readonly<Record<number, string>> = {
  1: "ALTER TABLE keelson.backfill ADD COLUMN IF NOT EXISTS until text;",
};

// Text that the hash chain covers is kept as text: what is hashed is what is stored.
const tables = `
CREATE SCHEMA IF NOT EXISTS keelson;
CREATE TABLE keelson.meta (name text PRIMARY KEY, value text NOT NULL);
CREATE TABLE keelson.lease (
  id smallint PRIMARY KEY CHECK (id = 1),
  token uuid NOT NULL UNIQUE,
  holder uuid,
  project text NOT NULL,
  info text NOT NULL,
  ttl interval NOT NULL,
  since timestamptz NOT NULL,
  beat timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  server_epoch text NOT NULL
);
CREATE TABLE keelson.session (pid integer, backend_start timestamptz, token uuid NOT NULL, PRIMARY KEY (pid, backend_start));
CREATE TABLE keelson.head (project text, revision text, PRIMARY KEY (project, revision));
CREATE TABLE keelson.history (
  project text,
  seq bigint,
  kind text NOT NULL,
  revision text,
  message text NOT NULL,
  parents text NOT NULL,
  digest text,
  plan_digest text,
  outcome text NOT NULL,
  steps text NOT NULL,
  recorded_by text NOT NULL,
  started_at text NOT NULL,
  ended_at text NOT NULL,
  prev_hash text NOT NULL,
  hash text NOT NULL,
  PRIMARY KEY (project, seq),
  UNIQUE (project, prev_hash)
);
CREATE TABLE keelson.progress (
  project text,
  revision text,
  direction text NOT NULL,
  plan_digest text NOT NULL,
  stage integer NOT NULL,
  stages integer NOT NULL,
  state text NOT NULL,
  error text,
  walk text NOT NULL,
  PRIMARY KEY (project, revision)
);
CREATE TABLE keelson.pending (project text, id text, since text NOT NULL, changes text NOT NULL, PRIMARY KEY (project, id));
CREATE TABLE keelson.backfill (
  project text,
  revision text,
  id text,
  table_name text NOT NULL,
  cursor text,
  rows bigint NOT NULL,
  total bigint NOT NULL,
  state text NOT NULL,
  settled boolean NOT NULL DEFAULT true,
  started_at text NOT NULL,
  updated_at text NOT NULL,
  until text,
  PRIMARY KEY (project, revision, id)
);
CREATE TABLE keelson.object (project text, ref text, kind text NOT NULL, origin text NOT NULL, since timestamptz NOT NULL DEFAULT clock_timestamp(), PRIMARY KEY (project, ref), CONSTRAINT object_has_one_owner UNIQUE (ref));
CREATE TABLE keelson.state (project text PRIMARY KEY, model bytea, source_digest text, catalogue_mark text);
CREATE TABLE keelson.inserted (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, project text NOT NULL, revision text NOT NULL, step text NOT NULL, table_name text NOT NULL, key jsonb NOT NULL);
CREATE INDEX inserted_step ON keelson.inserted (project, revision, step);
CREATE TABLE keelson.canonical (key text PRIMARY KEY, spelling text NOT NULL);
`;

const firstRows = `
INSERT INTO keelson.lease VALUES (1, pg_catalog.gen_random_uuid(), NULL, '', '', '30s', pg_catalog.clock_timestamp(), pg_catalog.clock_timestamp(), pg_catalog.clock_timestamp(), '');
INSERT INTO keelson.meta VALUES ('identity', ${databaseIdentity}), ('format', '${journalFormat}');
`;

/** The journal's first creation: one message, and so one transaction. */
export const createJournal = `${tables}${firstRows}${createFunctions}`;

/** Moves a journal of an older format on, in one message. */
export const moveOn = (format: number): string =>
  `${Object.entries(migrations)
    .flatMap(([from, sql]) => (Number(from) >= format ? [sql] : []))
    .join("\n")}
UPDATE keelson.meta SET value = '${journalFormat}' WHERE name = 'format';
${createFunctions}`;

/** Everything that is kept by project. */
export const projectTables = ["head", "history", "progress", "pending", "backfill", "object", "state", "inserted"] as const;
