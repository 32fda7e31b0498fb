import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { applyAll } from "../../../src/change/apply.ts";
import type { Change } from "../../../src/change/change.ts";
import { diff } from "../../../src/diff/diff.ts";
import { meaningOf } from "../../../src/model/model-digest.ts";
import type { Model } from "../../../src/model/model.ts";
import { refKey } from "../../../src/model/ref.ts";
import { SchemaModel } from "../../../src/model/schema-model.ts";
import type { Facts } from "../../../src/port/facts.ts";
import { arbitraryModel } from "../arbitrary-model.ts";
import { arbitraryHistory } from "./arbitrary-history.ts";
import { arbitrarySchema } from "./arbitrary-schema.ts";
import { casesOf, patience } from "./cases.ts";
import { properties } from "./proofs.ts";
import { changesOf, modelOf, type PureSide, pureSides } from "./pure-side.ts";

const meanings = (model: Model) =>
  Object.fromEntries(
    [...model.objects()].map((object) => [refKey(object.ref), { ...(meaningOf(object) as object), comment: object.comment ?? null }]),
  );

interface Tables {
  readonly empty: fc.Arbitrary<boolean>;
}

/** What is known of a server whose tables all hold rows, few or many, or none does. */
const arbitraryFacts = ({ empty }: Tables): fc.Arbitrary<Facts> =>
  fc.record({ serverVersion: fc.constantFrom(140010, 170002, 180000), empty, bytes: fc.constantFrom(8192, 1e9) }).map((chosen) => ({
    serverVersion: chosen.serverVersion,
    table: () => ({ empty: chosen.empty, rows: chosen.empty ? 0 : 1000, bytes: chosen.bytes, partitioned: false }),
    columnEmpty: () => chosen.empty,
  }));

function expectComplete({ dialect }: PureSide, model: Model, facts: Facts, changes: readonly Change[]): Model {
  const { defaultSchema } = dialect.grammar;
  const instructions = dialect.lowering.lower(changes, {
    model,
    facts,
    direction: "up",
    project: "p",
    revision: "r",
    atomic: "no",
    searchPath: [defaultSchema],
  });
  const after = applyAll(model, changes);
  const effects = instructions.flatMap((instruction) => instruction.effects);
  expect(meanings(applyAll(model, effects))).toEqual(meanings(after));
  return after;
}

describe.each(Object.values(pureSides))("for $dialect.name", (side) => {
  beforeAll(() => side.dialect.grammar.ready());
  const pieces = casesOf(properties.complete.proofs.lowered);
  const version = (facts: Facts): Facts => (side.dialect.name === "sqlite" ? { ...facts, serverVersion: 3_052_000 } : facts);

  test.each(pieces)(
    "what a difference is lowered to has the effects of the difference: cases $cases",
    { timeout: patience },
    ({ parameters }) => {
      fc.assert(
        fc.property(arbitrarySchema, arbitrarySchema, arbitraryFacts({ empty: fc.boolean() }), (from, to, facts) => {
          const live = modelOf(from, side);
          const { changes } = diff(modelOf(to, side), live, { answers: () => "different" });
          expectComplete(side, live, version(facts), changes);
        }),
        parameters,
      );
    },
  );

  test.each(pieces)("what a revision is lowered to has the effects of its steps: cases $cases", { timeout: patience }, ({ parameters }) => {
    fc.assert(
      fc.property(arbitraryHistory, arbitraryFacts({ empty: fc.boolean() }), (history, facts) => {
        let model: Model = SchemaModel.empty;
        for (const revision of history) model = expectComplete(side, model, version(facts), changesOf(revision, model, side));
      }),
      parameters,
    );
  });
});

test.each(casesOf(properties.complete.proofs.lowered))(
  "for postgresql, between models with names and parts of every kind: cases $cases",
  { timeout: patience },
  async ({ parameters }) => {
    await pureSides.postgresql.dialect.grammar.ready();
    // Full tables refuse columns that need a value, as they should.
    fc.assert(
      fc.property(arbitraryModel, arbitraryModel, arbitraryFacts({ empty: fc.constant(true) }), (live, desired, facts) => {
        expectComplete(pureSides.postgresql, live, facts, diff(desired, live).changes);
      }),
      parameters,
    );
  },
);
