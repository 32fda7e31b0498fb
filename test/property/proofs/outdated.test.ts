import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toDocument } from "../../../src/plan/to-document.ts";
import { readPlanFile } from "../../../src/plan/plan-file.ts";
import { computePlan } from "../../../src/reconcile/compute-plan.ts";
import { applyRequest, upgradeRequest } from "../../../src/reconcile/request.ts";
import { reconcileOnce } from "../../../src/reconcile/reconcile-once.ts";
import { engineNames } from "../../seeds/engine.ts";
import { arbitraryHistory, type RandomRevision } from "./arbitrary-history.ts";
import { ProofBench } from "./bench.ts";
import { casesOf, patience } from "./cases.ts";
import { properties } from "./proofs.ts";

/** The revision that comes after a plan was made; what it touches is what somebody else may move. */
const planned = (table: string): object[] => [{ addColumn: { table, column: { name: "planned", type: "integer" } } }];

/** What somebody does to a table between plan and apply; null is the planned revision itself. What is in the way of any plan is named before this one is held against it. */
interface Move {
  readonly sql: ((table: string) => string) | null;
  readonly refusals: readonly string[];
}

const arbitraryMove = fc.constantFrom<Move>(
  { sql: null, refusals: ["plan-outdated"] },
  { sql: (table) => `ALTER TABLE "${table}" ADD COLUMN moved integer`, refusals: ["plan-outdated"] },
  { sql: (table) => `CREATE INDEX moved ON "${table}" (id)`, refusals: ["plan-outdated"] },
  // As it was before the revision that made it, unless something else that this made is there still.
  { sql: (table) => `ALTER TABLE "${table}" RENAME TO moved`, refusals: ["database-older", "object-not-found"] },
  { sql: (table) => `ALTER TABLE "${table}" ADD COLUMN planned text`, refusals: ["exists-and-differs"] },
);

/** The last table that the history makes, by the name it has at the end. */
function tableAtEnd(history: readonly RandomRevision[]): string {
  let name = "";
  for (const step of history.flatMap(({ upgrade }) => upgrade) as Record<string, { name?: string; from?: string; to?: string }>[]) {
    name = step["createTable"]?.name ?? name;
    if (step["renameTable"]?.from === name) name = step["renameTable"].to ?? name;
  }
  return name;
}

describe.each(engineNames)("on %s", (name) => {
  test.each(casesOf(properties.outdated.proofs.moved))(
    "a plan that was made before the database moved is refused, and nothing is changed: cases $cases",
    { timeout: patience },
    async ({ parameters }) => {
      const property = fc.asyncProperty(arbitraryHistory, arbitraryMove, async (history, move) => {
        await using bench = await ProofBench.open(name);
        bench.write(history);
        expect(await bench.go(upgradeRequest("head"))).toBe(0);
        const table = tableAtEnd(history);
        const last = history.at(-1)?.id ?? null;
        bench.write([{ id: "planned", revises: last, upgrade: planned(table) }]);
        const { plan } = await bench.project.with((run) => computePlan(run, applyRequest("head")));
        const { spec } = readPlanFile(JSON.parse(JSON.stringify(toDocument(plan, "shop"))));

        if (move.sql === null) expect(await bench.go(upgradeRequest("head"))).toBe(0);
        else await bench.engine.query(move.sql(table));

        const [before, rows] = [await bench.catalogue(), await bench.allRows()];
        const { exitCode, error } = await reconcileOnce(bench.project.options(), applyRequest("head", { exactly: spec }));
        expect(exitCode).toBe(3);
        expect(move.refusals).toContain(error?.code);
        expect(await bench.catalogue()).toEqual(before);
        expect(await bench.allRows()).toEqual(rows);
      });
      await fc.assert(property, parameters);
    },
  );
});
