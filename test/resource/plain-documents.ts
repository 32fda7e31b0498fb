/** Documents that use nothing of YAML but what everybody writes. */
export const plain: readonly string[] = [
  `apiVersion: keelson.dev/v1alpha1
kind: Revision
metadata: { name: r000001 }
spec:
  id: r000001
  message: Step 1
  revises: []
  upgrade:
    - createTable:
        name: item_0
        columns:
          - { name: id, type: bigint }
          - { name: name, type: text, nullable: false }
        primaryKey: { columns: [id] }
`,
  `---
# A comment, then a list as far in as its key.
apiVersion: keelson.dev/v1alpha1
kind: Revision

metadata:
  name: shop-b41c7a2b9d04   # of the shop
  labels: { "app.kubernetes.io/name": shop, database: shop }
spec:
  revises:
  - "a7b0d0e6f1a2"
  - 'it''s'
  atomic: true
  upgrade:
  - backfill: { table: hero, set: { power_level: "50.0" }, where: power_level IS NULL }
    id: fill

  - sql:
      text: |
        CREATE TABLE t (
          id int, -- the key

          name text
        );
        # no comment

      transaction: false
    # a comment between
    timeout: 5m
  - sql: { text: "SELECT \\"a\\\\b\\" \\n, '{}' # no comment" }
    when: { all: [ { exists: { table: a } }, { not: { dialect: sqlite } } ], any: [] }
  - insertRows: { table: a, rows: [ { a: -12, b: true, c: false, d: null, e: 0, f: {}, g: [ [1], [2, 3] ] } ] }
  verify:
    - name: every hero has a level
      query: SELECT count(*) FROM hero WHERE power_level IS NULL AND a[1] = 'x' AND b <> "y", c::text
      expect: 0
    - name: Grüße, naïve — 世界
      query: |-
        SELECT 1
      expect: 1`,
  "a: b\nc:\n    d: http://e.f/g?h=i&j\n    k: {  l:  m  ,  o: p }   \n# end\n   \n",
  "a: (b + 1)\nc: (d ~ '^[A-Z]{2}$'::text)\ne:\n  - /f(g)?$/\n  - $1 # h\n",
  "a:\n  - b: |\n      c\n       d\n\n    e: f\n  - g\n",
];
