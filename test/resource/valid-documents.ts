/** Documents that use much of the language; each is valid. */
export const valid: readonly string[] = [
  `apiVersion: keelson.dev/v1alpha1
kind: Schema
metadata: { name: shop, labels: { database: shop } }
spec:
  extensions: [ { name: citext } ]
  enums:      [ { name: order_state, values: [ new, paid, { name: shipped, renamedFrom: [sent] } ] } ]
  tables:
    - name: teams
      columns:    [ { name: id, type: bigint, identity: always }, { name: name, type: text, nullable: false } ]
      primaryKey: { columns: [id] }
    - name: users
      renamedFrom: [accounts]
      comment: People who can sign in
      columns:
        - { name: id,         type: bigint, identity: always }
        - { name: team_id,    type: bigint }
        - { name: email,      type: citext, nullable: false, dialects: { sqlite: { type: text } } }
        - { name: is_active,  type: boolean, nullable: false, default: "true" }
        - { name: created_at, type: timestamptz, nullable: false, default: CURRENT_TIMESTAMP }
        - { name: domain,     type: text, generated: { expression: "split_part(email, '@', 2)", stored: true } }
      primaryKey:  { columns: [id] }
      unique:      [ { name: users_email_key, columns: [email] } ]
      checks:      [ { name: users_email_check, expression: "email <> ''" } ]
      foreignKeys: [ { name: users_team_fk, columns: [team_id], references: { table: teams, columns: [id] }, onDelete: cascade } ]
      indexes:
        - { name: users_team_idx, columns: [team_id] }
        - { name: users_recent_idx, keys: [ { column: created_at, order: desc, nulls: last }, { expression: "lower(email)" } ], where: is_active }
      triggers:    [ { name: users_touch, sql: "CREATE TRIGGER users_touch BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION touch()" } ]
      grants:      [ { to: app, privileges: [select, insert] } ]
  views:     [ { name: active_users, query: "SELECT id, email FROM users WHERE is_active" } ]
  functions: [ { signature: touch(), sql: "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$" } ]
  rows:      [ { table: teams, key: [id], values: [ { id: 1, name: Core } ], extra: keep } ]
  objects:   [ { sql: "CREATE COLLATION ci (provider = icu, locale = 'und-u-ks-level2', deterministic = false)" } ]
  files:     [ "*.sql" ]
`,
  `apiVersion: keelson.dev/v1alpha1
kind: Revision
metadata: { name: shop-b41c7a2b9d04, labels: { database: shop } }
spec:
  id: "b41c7a2b9d04"
  message: Add hero power level
  revises: [ "a7b0d0e6f1a2" ]
  dependsOn: []
  branchLabels: [ billing ]
  phase: expand
  when: { environment: [ production ] } # otherwise recorded as skipped
  onFailure: resume
  atomic: false
  upgrade:
    - addColumn:   { table: hero, column: { name: power_level, type: double precision } }
    - backfill:    { table: hero, set: { power_level: "50.0" }, where: power_level IS NULL }
    - alterColumn: { table: hero, column: power_level, nullable: false }
    - sql:         { text: CREATE INDEX CONCURRENTLY ix_users_email ON users (email), dialects: { sqlite: { text: CREATE INDEX ix_users_email ON users (email) } } }
      when:        { environment: [ production ] }
      downgrade:   [ { dropIndex: { name: ix_users_email } } ]
    - insertRows:  { table: users, rows: [ { username: admin, email: admin@example.com, created_at: { sql: CURRENT_TIMESTAMP } } ], onConflict: nothing }
  verify:
    - { name: every hero has a level, query: SELECT count(*) FROM hero WHERE power_level IS NULL, expect: 0 }
`,
  `apiVersion: keelson.dev/v1alpha1
kind: Database
metadata: { name: shop, namespace: prod }
spec:
  dialect: postgresql
  connection:
    url: { secretKeyRef: { name: shop-db, key: url } }

  schemas: [ public ]
  defaultSchema: public
  journal: { project: shop }
  source:
    directory: ./db




  target: head
  mode: versioned
  prune: false
  ignore: [ "partman.*", "*_backup_*" ]
  environment: production
  variables: { region: eu }
  policy:
    destructive: approve
    downgrade: refuse
    drift: report
    maxDrops: 5
    approval: { hazards: [ tableRewrite, longLock ] }
    approvedPlans: []
    normalise: target
    lockTimeout: 300ms
    statementTimeout: 0s
    retries: { limit: 10, backoff: 1s, maxBackoff: 5m }
  contract: { after: 24h, whenGone: { selector: { matchLabels: { app: shop } }, label: keelson.dev/min-revision } }
  schedule: { resync: 5m, timeZone: Europe/Berlin, windows: [ { cron: "0 2 * * 1-5", duration: 2h } ] }
  deletionPolicy: retain
  planHistoryLimit: 10
  suspend: false
`,
  `apiVersion: keelson.dev/v1alpha1
kind: Revision
metadata: { name: shop-c0 }
spec:
  id: "c0"
  revises: [ "b41c7a2b9d04", "x" ]
  upgrade:
    - createTable:
        name: orders
        columns:
          - { name: id, type: bigint, identity: byDefault, sequence: { start: "9223372036854775807" } }
          - name: total
            type: numeric(10,2)
        primaryKey: &key { columns: [id] }
        unique: [ *key ]
        partitionBy: { method: range, columns: [id] }
    - addConstraint: { table: orders, foreignKey: { name: fk, columns: [id], references: { table: users }, onDelete: setNull } }
    - backfill: { table: orders, set: { total: "0", extra: { json: { a: [1, null] } } }, throttle: { lag: 1s }, batch: { rows: 10, target: 100ms } }
    - sql: { file: a.sql }
      downgrade: []
      when: { any: [ { not: { exists: { table: t } } }, { query: SELECT 1, expect: 1 } ], serverVersion: ">=14 <17" }
    - grant: { "on": { kind: table, name: orders }, to: app, privileges: [select] }
    - renameColumn: { table: orders, from: a, to: b, keepOld: true, using: a, downgradeUsing: b }
  irreversible: "no way back"
---
apiVersion: keelson.dev/v1alpha1
kind: DatabaseSet
metadata: { name: shops }
spec:
  targets: [ { name: eu, labels: { wave: first }, connection: { url: { env: EU_URL } }, variables: { region: eu, shards: 5 } } ]
  template: { spec: { dialect: postgresql, source: { directory: ./db } } }
  waves: [ { selector: { matchLabels: { wave: first } }, maxConcurrent: 2, pauseFor: 10m, maxFailures: 0 } ]
  onRemove: orphan
---
apiVersion: keelson.dev/v1alpha1
kind: Plan
metadata: { name: shop-4be1a0c93f12 }
spec:
  digest: "sha256:1"
  fingerprint: "sha256:2"
  from: []
  to: [ "c0" ]
  horizon: null
  stages: [ { revision: "c0", direction: up, mode: transaction, inverse: exact, statements: [ { sql: SELECT 1, hazards: [], lock: none } ] } ]
  approved: false
`,
];
