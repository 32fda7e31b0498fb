import fc from "fast-check";
import { expect, it } from "vitest";
import { applyAll } from "../../src/change/apply.ts";
import { invert } from "../../src/change/invert.ts";
import { diff } from "../../src/diff/diff.ts";
import { meaningOf } from "../../src/model/model-digest.ts";
import { refKey } from "../../src/model/ref.ts";
import type { SchemaModel } from "../../src/model/schema-model.ts";
import { arbitraryModel } from "./arbitrary-model.ts";
import { casesOf, patience } from "./proofs/cases.ts";
import { properties } from "./proofs/proofs.ts";

const meanings = (model: SchemaModel) =>
  Object.fromEntries(
    [...model.objects()].map((object) => [refKey(object.ref), { ...(meaningOf(object) as object), comment: object.comment ?? null }]),
  );

it.each(casesOf(properties.reaches.proofs.models))(
  "leads from any model to any other, in an order that never leaves anything hanging, and back: cases $cases",
  { timeout: patience },
  ({ parameters }) => {
    fc.assert(
      fc.property(arbitraryModel, arbitraryModel, (live, desired) => {
        const { changes, questions, diagnostics } = diff(desired, live);
        expect({ questions, diagnostics }).toEqual({ questions: [], diagnostics: [] });
        const reached = applyAll(live, changes);
        // A comment that nobody asked for stays as it is.
        expect(diff(desired, reached).changes).toEqual([]);
        expect(Object.keys(meanings(reached)).sort()).toEqual(Object.keys(meanings(desired)).sort());
        expect(meanings(applyAll(reached, invert(changes) ?? []))).toEqual(meanings(live));
      }),
      parameters,
    );
  },
);

it.each(casesOf(properties.reaches.proofs.models))(
  "finds no difference between a model and itself, and drops nothing that is not ours: cases $cases",
  { timeout: patience },
  ({ parameters }) => {
    fc.assert(
      fc.property(arbitraryModel, arbitraryModel, (one, other) => {
        expect(diff(one, one).changes).toEqual([]);
        const { changes } = diff(one, other, { owned: () => false });
        // A key that is made anew at another place has not gone.
        const made = new Set(changes.flatMap(({ before, after }) => (before === null && after !== null ? [refKey(after.ref)] : [])));
        const dropped = changes.filter(
          ({ before, after }) => before !== null && after === null && before.ref.parent !== undefined && !made.has(refKey(before.ref)),
        );
        expect(dropped).toEqual([]);
      }),
      parameters,
    );
  },
);
