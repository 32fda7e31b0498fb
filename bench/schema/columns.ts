/** A column as a made-up application would have it. */
export interface Column {
  readonly name: string;
  /** Type, default, NOT NULL and checks, as SQL. */
  readonly definition: string;
  /** What an index on it looks like; undefined where nobody would make one. */
  readonly index?: string;
}

/** What tables of applications hold, the frequent first. Tables take from it in turn, so that each is a little different. */
const pool: readonly Column[] = [
  { name: "name", definition: "text NOT NULL", index: "(name)" },
  { name: "created_at", definition: "timestamptz NOT NULL DEFAULT now()", index: "(created_at DESC)" },
  { name: "updated_at", definition: "timestamp(6) DEFAULT CURRENT_TIMESTAMP" },
  { name: "status", definition: "kit.status NOT NULL DEFAULT 'draft'", index: "(status) WHERE status <> 'archived'" },
  { name: "email", definition: "kit.email", index: "(lower(email))" },
  { name: "amount", definition: "numeric(12,2) NOT NULL DEFAULT 0 CHECK (amount >= 0)" },
  { name: "position", definition: "integer NOT NULL DEFAULT 1 CHECK (position > 0 AND position < 100000)" },
  { name: "description", definition: "text" },
  { name: "settings", definition: "jsonb NOT NULL DEFAULT '{}'::jsonb", index: "USING gin (settings jsonb_path_ops)" },
  { name: "active", definition: "boolean NOT NULL DEFAULT true" },
  { name: "code", definition: `varchar(32) COLLATE "C"`, index: "(code text_pattern_ops)" },
  { name: "tags", definition: "text[] NOT NULL DEFAULT '{}'::text[]", index: "USING gin (tags)" },
  { name: "token", definition: "uuid DEFAULT gen_random_uuid()" },
  { name: "locked_until", definition: "timestamptz", index: "(locked_until) WHERE locked_until IS NOT NULL" },
  { name: "retries", definition: "smallint NOT NULL DEFAULT 0" },
  { name: "payload", definition: "bytea" },
  { name: "starts_on", definition: "date NOT NULL DEFAULT CURRENT_DATE", index: "(starts_on)" },
  { name: "country", definition: "char(2) CHECK (country ~ '^[A-Z]{2}$')" },
  { name: "weight", definition: "double precision" },
  { name: "source_address", definition: "inet" },
  {
    name: "kind",
    definition: "varchar(20) NOT NULL DEFAULT 'plain' CHECK (kind IN ('plain', 'fancy', 'odd'))",
    index: "(kind, id) INCLUDE (kind)",
  },
  { name: "duration", definition: "interval" },
  { name: "total", definition: "bigint GENERATED ALWAYS AS (id * 2) STORED" },
  { name: "external_id", definition: "bigint", index: "(external_id)" },
];

/** From 5 to 15 of them, none twice. */
export const columnsOf = (table: number): readonly Column[] => {
  const first = (table * 7) % pool.length;
  return Array.from({ length: 5 + ((table * 5) % 11) }, (_, index) => pool[(first + index) % pool.length] as Column);
};
