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
  for (const instruction of await rebuilt.lower(diff(await desired(), await rebuilt.model()).changes)) await rebuilt.execute(instruction);
  return [...(await rebuilt.model()).objects()];
}
