import { expect } from "vitest";
import { diff } from "../../../src/diff/diff.ts";
import { dumpEntries, missingFrom } from "../../corpus/dump-entries.ts";
import type { SharedServer } from "../../server/postgres.ts";
import { desired, difference, lines, schemas, throughDocuments } from "./documents.ts";
import { Workbench } from "./workbench.ts";

/** All that SQL makes is managed, reads from its documents as it is, is made from them as it was, and goes away again in an order that holds; gives what is left then. */
export async function throughAnEmptyDatabase(server: SharedServer, fixture: string) {
  await using original = await Workbench.open(server, fixture, schemas);
  await using rebuilt = await Workbench.open(server, "", schemas);
  const { model: live, unmanaged } = await original.inspect();
  expect(unmanaged).toEqual([]);
  const wanted = await throughDocuments(live);
  expect(lines(await difference(wanted, live))).toEqual([]);
  await rebuilt.carryOut(diff(wanted, await rebuilt.model()).changes);
  expect(lines(await difference(wanted, await rebuilt.model()))).toEqual([]);
  const [was, is] = [await dumpEntries(original.url), await dumpEntries(rebuilt.url)];
  expect([missingFrom(is, was), missingFrom(was, is)]).toEqual([[], []]);
  expect(await columnsInOrder(rebuilt)).toEqual(await columnsInOrder(original));
  for (const instruction of await rebuilt.lower(diff(await desired(), await rebuilt.model()).changes)) await rebuilt.execute(instruction);
  return [...(await rebuilt.model()).objects()];
}

/** A dump of definitions has only a table's own columns in their order. */
const columnsInOrder = ({ query }: Workbench) =>
  query(`SELECT c.oid::regclass::text AS relation, array_agg(a.attname::text ORDER BY a.attnum) AS columns FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind <> 'i' AND c.relnamespace IN (SELECT oid FROM pg_namespace WHERE nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema')
    GROUP BY c.oid ORDER BY c.oid::regclass::text COLLATE "C"`);
