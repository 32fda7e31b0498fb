import { expect } from "vitest";
import { diff } from "../../../src/diff/diff.ts";
import type { SharedServer } from "../../server/postgres.ts";
import { differences, Workbench } from "./workbench.ts";

/** By difference from the one state, as SQL makes it, to the other and back: each time all is as it is there, and nothing of it is left out. */
export async function thereAndBack(server: SharedServer, from: string, to: string): Promise<void> {
  await using bench = await Workbench.open(server, from);
  await using wanted = await Workbench.open(server, to);
  const [start, goal] = [await bench.model(), await wanted.model()];
  expect((await wanted.inspect()).unmanaged).toEqual([]);
  for (const next of [goal, start]) {
    await bench.carryOut(diff(next, await bench.model()).changes);
    expect(differences(next, await bench.model())).toEqual([]);
  }
}
