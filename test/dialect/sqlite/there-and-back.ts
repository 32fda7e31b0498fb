import { expect } from "vitest";
import { autogenerate } from "../../../src/author/autogenerate.ts";
import type { Change } from "../../../src/change/change.ts";
import { diff } from "../../../src/diff/diff.ts";
import type { Model } from "../../../src/model/model.ts";
import { SchemaModel } from "../../../src/model/schema-model.ts";
import { fold } from "../../../src/revision/fold.ts";
import { onSqlite, revision } from "../../operation/steps.ts";
import { expectSame, type Workbench } from "./workbench.ts";

async function run(bench: Workbench, changes: readonly Change[], next: Model, direction: "up" | "down" = "up"): Promise<void> {
  await bench.execute(changes, "r1", direction);
  await expectSame(await bench.model(), next, bench.session);
}

/** From what the database holds to the other state and back, by difference and then by generated steps. */
export async function thereAndBack(bench: Workbench, wanted: Workbench): Promise<void> {
  const [start, goal] = [await bench.model(), await wanted.model()];
  await run(bench, diff(goal, start).changes, goal);
  await run(bench, diff(start, await bench.model()).changes, start);
  const { upgrade } = autogenerate(goal, start, onSqlite);
  const { revisions } = fold([revision("r", upgrade)], SchemaModel.from(start), onSqlite);
  const steps = revisions[0]?.steps ?? [];
  await run(
    bench,
    steps.flatMap(({ changes }) => changes),
    goal,
  );
  await run(
    bench,
    steps.toReversed().flatMap(({ inverse }) => inverse ?? []),
    start,
    "down",
  );
  expect(steps.length).toBeGreaterThan(0);
}
