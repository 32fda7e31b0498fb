import fc from "fast-check";
import { expect, it } from "vitest";
import { applyAll } from "../../src/change/apply.ts";
import type { Change } from "../../src/change/change.ts";
import { invert } from "../../src/change/invert.ts";
import { parseChanges, serialiseChanges } from "../../src/change/serialise-changes.ts";
import { modelDigest } from "../../src/model/model-digest.ts";
import type { SchemaObject } from "../../src/model/object.ts";
import { SchemaModel } from "../../src/model/schema-model.ts";
import { arbitraryModel, arbitraryObjects } from "./arbitrary-model.ts";
import { seed } from "../seeded-share.ts";

const created = (objects: Iterable<SchemaObject>): Change[] => [...objects].map((after) => ({ kind: "object", before: null, after }));

it("creates any model from nothing, and its inverse takes it away again", () => {
  fc.assert(
    fc.property(arbitraryObjects, (objects) => {
      const changes = created(objects);
      const model = applyAll(SchemaModel.empty, changes);
      expect(modelDigest(model)).toBe(modelDigest(SchemaModel.of(objects)));
      const undone = applyAll(model, invert(changes) ?? []);
      expect([...undone.objects()]).toEqual([]);
    }),
    { seed },
  );
});

it("renames any table or column there and back without a trace", () => {
  fc.assert(
    fc.property(arbitraryModel, fc.nat(), (model, pick) => {
      const candidates = [...model.objects()].filter(({ kind }) => kind === "table" || kind === "column" || kind === "enum");
      const before = candidates[pick % Math.max(1, candidates.length)];
      if (before === undefined) return;
      const after = { ...before, ref: { ...before.ref, name: "Renamed Thing" } } as SchemaObject;
      const changes: Change[] = [{ kind: "object", before, after }];
      const renamed = applyAll(model, changes);
      expect(renamed.size).toBe(model.size);
      expect(modelDigest(renamed)).not.toBe(modelDigest(model));
      expect(modelDigest(applyAll(renamed, invert(changes) ?? []))).toBe(modelDigest(model));
    }),
    { seed },
  );
});

it("reads back the changes it wrote", () => {
  fc.assert(
    fc.property(arbitraryObjects, (objects) => {
      const text = serialiseChanges(created(objects));
      expect(serialiseChanges(parseChanges(text))).toBe(text);
    }),
    { seed },
  );
});
