import { beforeAll, expect, test } from "vitest";
import { grammar } from "../../src/dialect/postgresql/grammar.ts";
import { SchemaModel } from "../../src/model/schema-model.ts";
import { schemaPage } from "../../src/page/schema-page.ts";
import { id, many, schemaOf } from "../report/entity-models.ts";

beforeAll(() => grammar.ready());

const page = async (...asked: Parameters<typeof schemaPage>) => (await schemaPage(...asked)).body.toString();

test("the schema is a picture of elements with classes, each table a link with a title", async () => {
  const text = await page(many(3), undefined);
  expect(text).toContain('<svg class="diagram" role="group" aria-label="Entity-relationship diagram" width=');
  expect(text).toContain('<a href="?table=public.table_1"><title>table public.table_1</title>');
  expect(text).toContain("<title>public.table_1.hub_id → public.table_0.id, table_1_hub_id_fkey</title>");
  expect(text).toMatch(/<polygon class="head"/);
  expect(text).toMatch(/<text [^>]*class="key">id<\/text>/);
  expect(text).not.toMatch(/<style|style=|xlink:|<!--|#00000|font-family|<!DOCTYPE/);
  expect(text.match(/<a href="\?table=public.table_2">/g)).toHaveLength(2);
});

test("around one table: its columns and relations in words too, and the way back", async () => {
  const text = await page(many(100), "public.table_0");
  expect(text).toContain("<h1>public.table_0</h1>");
  expect(text).toContain("75 tables and views more relate to it");
  expect(text).toContain('<a href="?">');
  expect(text).toContain("<li>public.table_99.hub_id → public.table_0.id");
  expect(text).toMatch(/<td><code>hub_id<\/code><\/td><td><code>bigint<\/code><\/td>/);
});

test("who has to choose first is told so", async () => {
  const text = await page(many(61), undefined);
  expect(text).not.toContain("<svg");
  expect(text).toContain("choose one");
  expect(text).toContain('<a href="?table=public.table_60">public.table_60</a>');
  expect(await page(many(2), "public.nowhere")).toContain("There is no such table.");
  expect(await page(SchemaModel.empty, undefined)).toContain("There are no tables.");
});

test("no name becomes markup, and each leads to its table", async () => {
  const name = `<script>'"\\ & $& [x]`;
  const model = schemaOf({ tables: [{ name, schema: "public", columns: [{ ...id, name }], primaryKey: { columns: [name] } }] });
  const text = await page(model, undefined);
  expect(text).not.toContain("<script");
  const links = [...text.matchAll(/href="(\?table=[^"]*)"/g)].map(([, link]) =>
    new URLSearchParams(link?.replaceAll("&#39;", "'")).get("table"),
  );
  expect(links).toHaveLength(2);
  for (const link of links) expect(await page(model, link ?? "")).toContain("<h2>Columns</h2>");
});
