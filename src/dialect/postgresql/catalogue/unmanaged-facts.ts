import { hasOtherThan, isSameDefault } from "./column-settings.ts";
import { unmanagedNotNull } from "./unmanaged-not-null.ts";
import type { UnmanagedQuery } from "./unmanaged-objects.ts";
import { isChosen } from "./acl.ts";
import { notMember } from "./scope.ts";
import { labelledSql } from "./security-labels.ts";

/** Common table expressions: relations and columns that have what few have, looked for once for all that ask. */
export const unusualSql = `odd AS MATERIALIZED (SELECT c.oid, c.relname, c.relnamespace, c.relkind, c.relowner, c.relacl, c.reltablespace, c.reloptions
    FROM pg_class c WHERE c.relacl IS NOT NULL OR c.reltablespace <> 0 OR c.reloptions IS NOT NULL),
  unusual AS MATERIALIZED (SELECT a.attrelid, a.attnum, a.attname, a.attisdropped, a.attoptions, a.attstattarget, a.attacl, a.attcompression, a.attgenerated, a.attidentity, a.attislocal, a.attinhcount
    FROM pg_attribute a WHERE a.attoptions IS NOT NULL OR a.attacl IS NOT NULL OR a.attstattarget >= 0 OR a.attcompression <> '' OR a.attinhcount > 0)`;

/** Something that a sort of thing may have and nothing says: what it is called, when it is there, and why it is not managed. */
interface Fact {
  readonly fact: string;
  readonly where: string;
  /** In SQL. */
  readonly reason: string;
}

/** For FROM: the facts as rows, so that each thing is looked at once for all of them. */
const factsOf = (facts: readonly Fact[]): string =>
  `LATERAL (VALUES ${facts.map(({ fact, where, reason }) => `('${fact}', ${where}, ${reason})`).join(", ")}) f (fact, holds, reason)`;

/** What a column that comes from another table has otherwise and `columnSettings` cannot say. */
const ofInheritedColumns = (facts: readonly Fact[]): UnmanagedQuery => `
  SELECT 'column', m.nspname || '.' || m.relname || '.' || a.attname || ' (' || f.fact || ')', f.reason
  FROM managed m JOIN unusual a ON a.attrelid = m.oid AND a.attinhcount > 0 LEFT JOIN pg_attrdef x ON x.adrelid = a.attrelid AND x.adnum = a.attnum CROSS JOIN ${factsOf(facts)}
  WHERE a.attnum > 0 AND NOT a.attisdropped AND (m.relispartition OR NOT a.attislocal) AND f.holds`;

/** That the index `c` stands behind such constraints: one list for all of them, since no index of the catalogue leads from an index to its constraint. */
const behind = (types: string): string => `c.oid IN (SELECT k.conindid FROM pg_constraint k WHERE k.contype IN (${types}))`;
const ofExclusion = behind("'x'");
const ofKey = behind("'p', 'u', 'x'");

/** Indexes that have anything of what few have: nearly all have nothing of it, and to look into each of them takes longer. */
const unusualIndexes = `(SELECT oid FROM odd WHERE relkind IN ('i', 'I') AND (reltablespace <> 0 OR reloptions IS NOT NULL)
    UNION SELECT indexrelid FROM pg_index WHERE indisclustered UNION SELECT attrelid FROM unusual WHERE attoptions IS NOT NULL OR attstattarget >= 0)`;

/** @param facts such that an index of which one holds is among `unusualIndexes` */
const ofIndexes = (facts: readonly Fact[]): UnmanagedQuery => `
  SELECT 'index', m.nspname || '.' || m.relname || '.' || c.relname || ' (' || f.fact || ')', f.reason
  FROM ${unusualIndexes} s JOIN pg_index i ON i.indexrelid = s.oid JOIN managed m ON m.oid = i.indrelid JOIN pg_class c ON c.oid = s.oid CROSS JOIN ${factsOf(facts)} WHERE f.holds`;

/** What a partition's share of an index or key has otherwise than the whole: it has no entry to say it in. */
const ofShares = (facts: readonly Fact[]): UnmanagedQuery => `
  SELECT 'index', m.nspname || '.' || m.relname || '.' || c.relname || ' (' || f.fact || ')', f.reason
  FROM pg_inherits h JOIN pg_index i ON i.indexrelid = h.inhrelid JOIN managed m ON m.oid = i.indrelid
    JOIN pg_class c ON c.oid = h.inhrelid JOIN pg_class w ON w.oid = h.inhparent CROSS JOIN ${factsOf(facts)} WHERE f.holds`;

/** Objects of their own with privileges: (kind, name, owner, privileges). */
const owned = `
  SELECT CASE WHEN m.relkind IN ('v', 'm') THEN 'view' ELSE 'table' END AS kind, m.nspname || '.' || m.relname AS name, c.relowner AS owner, c.relacl AS acl
    FROM managed m JOIN odd c ON c.oid = m.oid
  UNION ALL SELECT 'column', m.nspname || '.' || m.relname || '.' || a.attname, c.relowner, a.attacl
    FROM managed m JOIN pg_class c ON c.oid = m.oid JOIN unusual a ON a.attrelid = m.oid AND a.attacl IS NOT NULL AND NOT a.attisdropped
  UNION ALL SELECT 'sequence', n.nspname || '.' || c.relname, c.relowner, c.relacl FROM odd c JOIN scope n ON n.oid = c.relnamespace
    WHERE c.relkind = 'S' AND ${notMember("pg_class", "c.oid")}
  UNION ALL SELECT 'enum', n.nspname || '.' || t.typname, t.typowner, t.typacl FROM pg_type t JOIN scope n ON n.oid = t.typnamespace
    WHERE t.typtype = 'e' AND ${notMember("pg_type", "t.oid")}
  UNION ALL SELECT 'schema', n.nspname, s.nspowner, s.nspacl FROM scope n JOIN pg_namespace s ON s.oid = n.oid`;

/** Whether the server brings it, or an extension puts it into a managed schema. `relation` names its row in the catalogue. */
function isBrought(catalogue: string, relation: string): string {
  const place = { pg_proc: "pronamespace", pg_class: "relnamespace", pg_type: "typnamespace" }[catalogue];
  return `(n.nspname = 'pg_catalog' OR ${relation}.${place} IN (SELECT oid FROM scope) AND NOT (${notMember(catalogue, `${relation}.oid`)}))`;
}

/** A grant that somebody made who had it with the option to grant it on: pg_dump makes it in that role's name. */
const grantors: UnmanagedQuery = `
  SELECT o.kind, o.name || ' (grants)', 'granted by another than the owner: ' || string_agg(DISTINCT pg_get_userbyid(e.grantor), ', ')
  FROM (${owned}) o, aclexplode(o.acl) e WHERE o.acl IS NOT NULL AND e.grantor <> o.owner GROUP BY o.kind, o.name`;

/** What the server brings, and extensions in the managed schemas: (classoid, objoid, objsubid, kind, name, privileges, those that it has without any). */
const brought = `
  SELECT 'pg_proc'::regclass AS classoid, p.oid AS objoid, 0 AS objsubid, 'function' AS kind, n.nspname || '.' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')' AS name, p.proacl AS acl, acldefault('f', p.proowner) AS usual
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE p.proacl IS NOT NULL AND ${isBrought("pg_proc", "p")}
  UNION ALL SELECT 'pg_class'::regclass, c.oid, 0, CASE WHEN c.relkind IN ('v', 'm') THEN 'view' WHEN c.relkind = 'S' THEN 'sequence' ELSE 'table' END, n.nspname || '.' || c.relname, c.relacl, acldefault(CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", c.relowner)
    FROM odd c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relacl IS NOT NULL AND ${isBrought("pg_class", "c")}
  UNION ALL SELECT 'pg_class'::regclass, c.oid, a.attnum, 'column', n.nspname || '.' || c.relname || '.' || a.attname, a.attacl, '{}'
    FROM unusual a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE a.attacl IS NOT NULL AND NOT a.attisdropped AND ${isBrought("pg_class", "c")}
  UNION ALL SELECT 'pg_type'::regclass, t.oid, 0, 'type', n.nspname || '.' || t.typname, t.typacl, acldefault('T', t.typowner)
    FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE t.typacl IS NOT NULL AND ${isBrought("pg_type", "t")}`;

/** Whose privileges somebody changed: pg_dump writes that, and no document can. */
const broughtGrants: UnmanagedQuery = `
  SELECT b.kind, b.name || ' (grants)', 'privileges on what the server or an extension brings are not managed: ' || array_to_string(b.acl, ', ')
  FROM (${brought}) b LEFT JOIN pg_init_privs i ON i.classoid = b.classoid AND i.objoid = b.objoid AND i.objsubid = b.objsubid
  WHERE ${isChosen("b.acl", "coalesce(i.initprivs, b.usual)")}`;

/** Who may use the sequence of an identity is said with the column, and one that comes from another table is none of its own. */
const impliedGrants: UnmanagedQuery = `
  SELECT 'sequence', n.nspname || '.' || c.relname || ' (grants)', 'privileges on the sequence of an identity that comes from another table are not managed: ' || array_to_string(c.relacl, ', ')
  FROM odd c JOIN scope n ON n.oid = c.relnamespace
    JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.refclassid = 'pg_class'::regclass AND d.deptype = 'i' AND d.refobjsubid > 0
    JOIN managed m ON m.oid = d.refobjid JOIN pg_attribute a ON a.attrelid = m.oid AND a.attnum = d.refobjsubid AND (m.relispartition OR NOT a.attislocal)
  WHERE c.relkind = 'S' AND c.relacl IS NOT NULL AND ${isChosen("c.relacl", "acldefault('s', c.relowner)")} AND ${notMember("pg_class", "c.oid")}`;

const identitySequence = `
  SELECT 'column', m.nspname || '.' || m.relname || '.' || a.attname || ' (sequence)', 'its identity takes from ' || s.relname || ' ' || format_type(q.seqtypid, NULL) || ', which is not the one that the column implies'
  FROM managed m JOIN pg_attribute a ON a.attrelid = m.oid AND a.attidentity <> ''
    JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = a.attrelid AND d.refobjsubid = a.attnum AND d.deptype = 'i'
    JOIN pg_class s ON s.oid = d.objid JOIN pg_sequence q ON q.seqrelid = s.oid
  WHERE q.seqtypid <> a.atttypid`;

const labels: UnmanagedQuery = `
  SELECT 'security label', i.type || ' ' || i.identity || ' (' || l.provider || ')', 'a label of what no document can name is not managed: ' || l.label
  FROM (SELECT classoid, objoid, objsubid, provider, label FROM pg_seclabel
      UNION ALL SELECT classoid, objoid, 0, provider, label FROM pg_shseclabel WHERE classoid = 'pg_database'::regclass AND objoid = (SELECT oid FROM pg_database WHERE datname = current_database())
      EXCEPT ALL SELECT classoid, objoid, objsubid, provider, label FROM (${labelledSql}) held) l,
    pg_identify_object(l.classoid, l.objoid, l.objsubid) i
  WHERE (i.schema IS NULL AND l.classoid <> 'pg_namespace'::regclass OR i.schema IN (SELECT nspname FROM scope)) AND NOT EXISTS (SELECT FROM member e WHERE e.classid = l.classoid AND e.objid = l.objoid)`;

/** They are data; who may read which is told once. */
const largeObjects: UnmanagedQuery = `
  SELECT 'large object', count(*) || ' of them (grants)', 'privileges on large objects are not managed'
  FROM pg_largeobject_metadata o WHERE ${isChosen("o.lomacl", "acldefault('L', o.lomowner)")} HAVING count(*) > 0`;

const ofItsOwn = "'what a partition''s share of an index has otherwise than the index is not managed yet'";

/** Attributes of managed objects that a document cannot say yet: each is named, none is left out. */
export const unmanagedFacts: readonly UnmanagedQuery[] = [
  ofInheritedColumns([
    {
      fact: "generation",
      where: `a.attgenerated <> '' AND ${hasOtherThan(isSameDefault)}`,
      reason: "'an expression of its own for a generated column that comes from another table is not managed yet'",
    },
    {
      fact: "identity",
      where: `a.attidentity <> '' AND ${hasOtherThan("p.attidentity <> ''")}`,
      reason: "'an identity of its own of a column that comes from another table is not managed yet'",
    },
    {
      fact: "grants",
      where: "a.attacl <> '{}'",
      reason: "'privileges on a column that comes from another table are not managed: ' || array_to_string(a.attacl, ', ')",
    },
    {
      fact: "compression",
      where: `a.attcompression = '' AND EXISTS (SELECT FROM unusual u WHERE u.attcompression <> '') AND ${hasOtherThan("p.attcompression = ''")}`,
      reason: "'no compression of its own where the other table has one is not managed yet'",
    },
  ]),
  ofIndexes([
    { fact: "tablespace", where: `c.reltablespace <> 0 AND ${ofExclusion}`, reason: "'tablespaces of constraints are not managed yet'" },
    {
      fact: "cluster",
      where: `i.indisclustered AND ${ofExclusion}`,
      reason: "'the cluster mark of an exclusion constraint is not managed yet'",
    },
    {
      fact: "options",
      where: `c.reloptions IS NOT NULL AND ${ofExclusion}`,
      reason: "'options of the index behind a constraint are not managed yet: ' || array_to_string(c.reloptions, ', ')",
    },
    {
      fact: "operator class options",
      where: `c.oid IN (SELECT a.attrelid FROM unusual a WHERE a.attoptions IS NOT NULL) AND (c.relispartition OR ${ofExclusion})`,
      reason: "'options of operator classes are not managed yet'",
    },
    {
      fact: "statistics",
      where: `c.oid IN (SELECT a.attrelid FROM unusual a WHERE a.attstattarget >= 0) AND (c.relispartition OR ${ofKey})`,
      reason: "'statistics targets are not managed yet'",
    },
  ]),
  ofShares([
    { fact: "tablespace", where: "c.reltablespace <> w.reltablespace", reason: ofItsOwn },
    { fact: "cluster", where: "i.indisclustered", reason: ofItsOwn },
    { fact: "replica identity", where: "i.indisreplident", reason: ofItsOwn },
    {
      fact: "options",
      where: "coalesce(c.reloptions, '{}') <> coalesce(w.reloptions, '{}')",
      reason: `${ofItsOwn} || ': ' || coalesce(array_to_string(c.reloptions, ', '), 'none')`,
    },
  ]),
  ...unmanagedNotNull,
  identitySequence,
  labels,
  largeObjects,
  grantors,
  impliedGrants,
  broughtGrants,
];
