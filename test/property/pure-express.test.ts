import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import { autogenerate } from "../../src/author/autogenerate.ts";
import { applyAll } from "../../src/change/apply.ts";
import { grammar } from "../../src/dialect/postgresql/grammar.ts";
import { diff } from "../../src/diff/diff.ts";
import { meaningOf } from "../../src/model/model-digest.ts";
import { refKey } from "../../src/model/ref.ts";
import type { SchemaModel } from "../../src/model/schema-model.ts";
import { fold } from "../../src/revision/fold.ts";
import { onPostgresql, revision } from "../operation/steps.ts";
import { arbitraryModel } from "./arbitrary-model.ts";
import { casesOf, patience } from "./proofs/cases.ts";
import { properties } from "./proofs/proofs.ts";

beforeAll(() => grammar.ready());

const meanings = (model: SchemaModel) =>
  Object.fromEntries(
    [...model.objects()].map((object) => [refKey(object.ref), { ...(meaningOf(object) as object), comment: object.comment ?? null }]),
  );

it.each(casesOf(properties.returns.proofs.steps))(
  "writes steps that lead where the difference leads, and back: cases $cases",
  { timeout: patience },
  ({ parameters }) => {
    fc.assert(
      fc.property(arbitraryModel, arbitraryModel, (head, desired) => {
        const { upgrade, changes } = autogenerate(desired, head, onPostgresql);
        const { after, revisions } = fold([revision("r", upgrade)], head, onPostgresql);
        expect(meanings(after)).toEqual(meanings(applyAll(head, changes)));
        expect(diff(desired, after).changes).toEqual([]);
        const down = revisions[0]?.steps.toReversed().flatMap(({ inverse }) => inverse ?? []) ?? [];
        expect(meanings(applyAll(after, down))).toEqual(meanings(head));
      }),
      parameters,
    );
  },
);
