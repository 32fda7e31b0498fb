import { apiVersion } from "../../src/core/api-version.ts";
import { InputError } from "../../src/core/error.ts";
import { SchemaModel } from "../../src/model/schema-model.ts";
import { byId, id, schemaOf } from "../report/entity-models.ts";
import type { PageDatabase, PagePlan, PageSource } from "../../src/page/page-source.ts";
import type { StatementSpec } from "../../src/plan/plan-document.ts";
import type { SideBySideRow } from "../../src/report/side-by-side.ts";
import type { Status } from "../../src/status/status.ts";
import { busy, calm, digest, hostile, long } from "./exhibit-status.ts";
import { history, historyOf, many, revisions } from "./exhibit-revisions.ts";
import { sets } from "./exhibit-sets.ts";

const statements: readonly StatementSpec[] = [
  {
    sql: `ALTER TABLE "public"."customer"\n  ADD COLUMN "given_name" text,\n  ADD COLUMN "family_name" text CONSTRAINT "family_name_is_said" CHECK ("family_name" <> '')`,
    lock: "accessExclusive",
    hazards: [{ kind: "longLock", message: "locks public.customer against reading and writing while it waits for transactions before it" }],
    estimate: { rows: 2_000_000, bytes: 1_400_000_000, seconds: 0, blockedBy: ["4711 (shop, idle in transaction for 12 min)"] },
  },
  {
    sql: `COMMENT ON COLUMN "public"."customer"."given_name" IS '${hostile.replaceAll("'", "''")}'`,
    lock: "shareUpdateExclusive",
    hazards: [],
  },
  {
    sql: `CREATE INDEX CONCURRENTLY "customer_by_family_name_and_given_name_and_the_city_they_live_in" ON "public"."customer" USING btree ("family_name", "given_name", ("address" ->> 'city')) WHERE ("deleted_at" IS NULL)`,
    lock: null,
    hazards: [],
    estimate: { rows: 2_000_000, bytes: 90_000_000, seconds: 240 },
  },
  {
    sql: `ALTER TABLE "public"."customer" DROP COLUMN "name"`,
    lock: "accessExclusive",
    hazards: [
      { kind: "dataLoss", message: `what is in public.customer.name is lost ${hostile}` },
      { kind: "incompatibleWithRunningApp", message: "an application that still reads public.customer.name fails" },
    ],
  },
];

const plans: readonly PagePlan[] = [
  {
    state: "waits for approval",
    document: {
      apiVersion,
      kind: "Plan",
      metadata: { name: "shop-5f2c" },
      spec: {
        digest,
        fingerprint: digest,
        from: ["0011_orders", "0009_audit"],
        to: ["0014_drop_name"],
        horizon: "0013_guess",
        pendingContract: ["0010_drop_legacy"],
        stages: [
          { revision: "0012_split_name", direction: "up", mode: "transaction", inverse: "exact", statements: statements.slice(0, 2) },
          { revision: "0012_split_name", direction: "up", mode: "autocommit", inverse: "exact", statements: statements.slice(2, 3) },
          { revision: "0014_drop_name", direction: "up", mode: "transaction", inverse: "structure", statements: statements.slice(3) },
          { revision: null, direction: "up", mode: "transaction", inverse: "exact", statements: statements.slice(1, 2) },
        ],
      },
    },
  },
];

const same = (line: string): SideBySideRow => ({ expected: line, live: line, isSame: true });
const differs = (expected: string | null, live: string | null): SideBySideRow => ({ expected, live, isSame: false });

/** A table and what relates to it in each way that a picture shows. */
const schema = () =>
  schemaOf({
    tables: [
      {
        name: "customer",
        columns: [id, { name: "mail", type: "text" }, { name: hostile.slice(0, 60), type: "timestamptz" }],
        primaryKey: byId,
      },
      { name: hostile.slice(0, 60), schema: "public", columns: [id, { name: "Überweisungsträger 送金", type: "text" }], primaryKey: byId },
      {
        name: "orders",
        columns: [id, { name: "customer_id", type: "bigint", nullable: false }, { name: "replaces", type: "bigint" }],
        primaryKey: byId,
        foreignKeys: [
          { columns: ["customer_id"], references: { table: "customer", columns: ["id"] } },
          { columns: ["replaces"], references: { table: "orders", columns: ["id"] } },
        ],
      },
      { name: "old_orders", inherits: ["orders"], columns: [{ name: "closed_because_of_a_reason_that_is_long_to_tell", type: "text" }] },
    ],
    views: [{ name: "regulars", query: "SELECT id FROM public.customer" }],
  });

function database(key: string, status: Status | null, parts: Partial<PageDatabase> = {}): PageDatabase {
  return {
    key,
    status: async () => status,
    revisions: async () => [],
    plans: async () => [],
    drift: async () => [],
    history: async () => [],
    model: async () => SchemaModel.empty,
    ...parts,
  };
}

const refused = new InputError("the server at db.example:5432 does not answer: connection refused", {
  code: "database-unreachable",
  remedy: "Start it, or mend the URL",
});
const refuse = async () => {
  throw refused;
};

const databases: readonly PageDatabase[] = [
  database("prod/shop", busy, {
    revisions: async () => revisions,
    plans: async () => plans,
    drift: async () => [
      {
        kind: "table",
        name: "public.customer",
        change: "changed",
        objects: [
          { kind: "column", name: "public.customer.email", change: "changed" },
          { kind: "column", name: hostile, change: "extra" },
        ],
        rows: [
          { expected: null, live: null, isSame: true },
          same("columns:"),
          same("  - name: id"),
          same("    type: bigint"),
          differs("  - name: mail", "  - name: email"),
          differs("    type: text", `    type: varchar(320) # ${hostile}`),
          differs(null, `    default: '${long}'`),
          differs("    nullable: false", null),
          same("primaryKey:"),
          same("  columns: [id]"),
        ],
      },
      {
        kind: "index",
        name: "public.orders_by_day",
        change: "missing",
        objects: [],
        rows: [differs("table: orders", null), differs("columns: [day]", null)],
      },
      { kind: "view", name: hostile, change: "extra", objects: [], rows: [differs(null, `query: SELECT 1 AS "${hostile}"`)] },
    ],
    history: async () => history,
    model: async () => schema(),
  }),
  database("prod/billing", calm),
  database("prod/old", calm, { revisions: async () => many, history: async () => many.map(historyOf) }),
  database("prod/new", null),
  database("prod/silent", calm, { plans: refuse, drift: refuse, revisions: refuse, history: refuse, model: refuse }),
];

/** Everything that the page can show, as somebody might have it on a bad day, with text that must stay text. */
export const exhibit: PageSource = {
  title: "namespace prod of 127.0.0.1:6443",
  databases: async () => [
    { key: "prod/shop", status: busy },
    { key: "prod/billing", status: calm },
    { key: "prod/new", status: null },
    { key: "prod/silent", status: null, error: refused },
  ],
  database: async (key) => databases.find((one) => one.key === key),
  sets: { list: async () => sets, find: async (key) => sets.find((one) => one.key === key) },
};
