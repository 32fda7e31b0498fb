import { beforeAll, expect, test } from "vitest";
import { grammar } from "../../src/dialect/postgresql/grammar.ts";
import { known } from "../../src/model/model.ts";
import { SchemaModel } from "../../src/model/schema-model.ts";
import { chooseEntities } from "../../src/report/entity/choose-entities.ts";
import { entitiesOf } from "../../src/report/entity/entities-of.ts";
import { byId, entityDot, id, many, schemaOf } from "./entity-models.ts";

beforeAll(() => grammar.ready());

const shop = () =>
  schemaOf({
    enums: [{ name: "state", values: ["new", "paid"] }],
    tables: [
      { name: "customer", columns: [id, { name: "email", type: "text" }], primaryKey: byId, unique: [{ columns: ["email"] }] },
      {
        name: "sales.orders",
        columns: [id, { name: "customer_id", type: "bigint", nullable: false }, { name: "state", type: "public.state" }],
        primaryKey: byId,
        foreignKeys: [{ name: "ordered_by", columns: ["customer_id"], references: { table: "customer", columns: ["id"] } }],
      },
      {
        name: "passport",
        columns: [id, { name: "holder", type: "bigint" }],
        primaryKey: byId,
        unique: [{ columns: ["holder"] }],
        foreignKeys: [{ columns: ["holder"], references: { table: "customer", columns: ["id"] } }],
      },
    ],
  });

test("columns have their types, and marks for what they are", () => {
  const columns = Object.fromEntries(entitiesOf(shop()).entities.map(({ key, columns }) => [key, columns]));
  expect(columns["sales.orders"]).toEqual([
    { name: "id", type: "bigint", marks: ["PK"] },
    { name: "customer_id", type: "bigint", marks: ["FK", "NN"] },
    { name: "state", type: "public.state", marks: [] },
  ]);
  expect(columns["public.passport"]?.[1]).toEqual({ name: "holder", type: "bigint", marks: ["FK", "UQ"] });
  expect(columns["public.customer"]?.[1]).toEqual({ name: "email", type: "text", marks: ["UQ"] });
});

test("a foreign key leads from its column to the one it refers to, with how many of each there are", () => {
  const dot = entityDot(shop()) ?? "";
  const node = (name: string) => new RegExp(`(n\\d+) \\[class="entity table", tooltip="table ${name}"`).exec(dot)?.[1];
  const [customer, orders, passport] = ["public.customer", "sales.orders", "public.passport"].map(node);
  expect(dot).toContain(
    `${orders}:r1:e -> ${customer}:l0:w [class="relation reference", tooltip="sales.orders.customer_id → public.customer.id, ordered_by", arrowtail=crowodot, arrowhead=teetee];`,
  );
  expect(dot).toMatch(new RegExp(`${passport}:r1:e -> ${customer}:l0:w .*arrowtail=teeodot, arrowhead=teeodot`));
});

test("each schema is a home of its own where there are several, and unsaid where there is one", () => {
  expect(entityDot(shop())).toMatch(/label="public".*label="sales"/s);
  expect(entityDot(many(2))).not.toContain("cluster");
});

test("partitions are folded into what they are part of, with where they refer to", () => {
  const column = { name: "customer_id", type: "bigint" };
  const model = schemaOf({
    tables: [
      { name: "customer", columns: [id], primaryKey: byId },
      { name: "log", columns: [id, column], partitionBy: { method: "range", columns: ["id"] } },
      ...[0, 10].map((from) => ({
        name: `log_${from}`,
        partitionOf: { table: "log", bounds: `FROM (${from}) TO (${from + 10})` },
        foreignKeys: [{ columns: ["customer_id"], references: { table: "customer", columns: ["id"] } }],
      })),
    ],
  });
  const { entities, relations } = entitiesOf(model);
  expect(entities.map(({ key, partitions }) => [key, partitions])).toEqual([
    ["public.customer", 0],
    ["public.log", 2],
  ]);
  expect(relations.map(({ from, to }) => [from, to])).toEqual([["public.log", "public.customer"]]);
  expect(entities[1]?.columns[1]?.marks).toEqual(["FK"]);
  expect(entityDot(model)).toContain("2 partitions");
});

test("what it inherits from, refers to in its own rows and finds nowhere is told", () => {
  const whole = schemaOf({
    tables: [
      {
        name: "tree",
        columns: [id, { name: "parent", type: "bigint" }],
        primaryKey: byId,
        foreignKeys: [{ columns: ["parent"], references: { table: "tree", columns: ["id"] } }],
      },
      { name: "oak", inherits: ["tree"], columns: [{ name: "acorns", type: "integer" }] },
      { name: "away", columns: [id], primaryKey: byId },
      {
        name: "letter",
        columns: [{ name: "sent_to", type: "bigint" }],
        foreignKeys: [{ columns: ["sent_to"], references: { table: "away", columns: ["id"] } }],
      },
    ],
  });
  const model = SchemaModel.of([...whole.objects()].filter(({ ref }) => (ref.parent ?? ref).name !== "away"));
  const { entities, relations } = entitiesOf(model);
  expect(entities.map(({ key, word }) => `${word} ${key}`)).toEqual([
    "table public.tree",
    "table public.oak",
    "table public.letter",
    "elsewhere public.away",
  ]);
  expect(relations.map(({ kind, from, to }) => `${kind} ${from} ${to}`)).toEqual([
    "reference public.tree public.tree",
    "inheritance public.oak public.tree",
    "reference public.letter public.away",
  ]);
  expect(entityDot(model)).toMatch(/(n\d+) -> \1 \[class="relation reference"/);
});

test("a view is a box of its own, and what it reads is drawn only around one of them", () => {
  const model = schemaOf({
    tables: [{ name: "customer", columns: [id], primaryKey: byId }],
    views: [{ name: "regulars", query: "SELECT id FROM public.customer" }],
  });
  expect(entitiesOf(model).relations.map(({ title }) => title)).toEqual(["public.regulars reads public.customer"]);
  expect(entityDot(model)).toContain('class="entity view"');
  expect(entityDot(model)).not.toContain('"relation reading"');
  expect(entityDot(model, "public.regulars")).toContain('"relation reading"');
});

test("too many tables are drawn around one that somebody chooses, as many as there is room for", () => {
  expect(entityDot(many(61))).toBeUndefined();
  expect(entityDot(many(60))).toBeDefined();
  const all = entitiesOf(many(100));
  const keys = (focus: string) => chooseEntities(all, focus)?.entities.map(({ key }) => key);
  expect(keys("public.table_7")).toEqual(["public.table_0", "public.table_7"]);
  expect(keys("public.table_0")).toHaveLength(25);
  expect(chooseEntities(all, "public.table_0")?.leftOut).toBe(75);
  expect(chooseEntities(all, "public.nowhere")).toBeUndefined();
  const dot = entityDot(many(100), "public.table_7");
  expect(dot).toContain('class="entity table focus"');
  // Of a neighbour, the keys.
  expect(dot?.match(/note/g)).toHaveLength(1);
});

test("a very wide table shows its first columns and its keys", () => {
  const columns = [...Array.from({ length: 300 }, (_, at) => ({ name: `c${at}`, type: "text" })), id];
  const dot = entityDot(schemaOf({ tables: [{ name: "wide", columns, primaryKey: byId }] }));
  expect(dot).toContain("… 260 more");
  expect(dot).toContain(">id<");
});

test("names are what they are, and break nothing", () => {
  const odd = `<b>"it's"\\ & \n\u202e\ud800`;
  const customer = schemaOf({ tables: [{ name: "customer", columns: [id] }] });
  const table = known(customer.get({ kind: "table", schema: "public", name: "customer" }));
  if (table?.kind !== "table") throw new Error("no table");
  const dot = entityDot(SchemaModel.of([{ ...table, ref: { ...table.ref, name: odd } }]));
  expect(dot).toContain("&lt;b&gt;&quot;it's&quot;\\ &amp; ␊��");
  expect(dot).toContain(`tooltip="table public.<b>\\"it's\\"\\\\ &amp; ␊��"`);
  expect(dot).toContain(`?table=public.%22%3Cb%3E%22%22it's%22%22%5C%20%26%20%0A%E2%80%AE%EF%BF%BD%22`);
  const long = "x".repeat(63);
  expect(entityDot(SchemaModel.of([{ ...table, ref: { ...table.ref, name: long } }]))).toContain(`${"x".repeat(39)}…`);
});
