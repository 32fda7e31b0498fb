import fc from "fast-check";
import type { RevisionNode } from "../../src/revision/revision.ts";
import { sketchNode } from "./sketch.ts";

/** Revisions of a sound graph: each revises up to two earlier ones and may depend on a third; ids say nothing about the order. */
export const arbitraryRevisions = (size: number): fc.Arbitrary<RevisionNode[]> =>
  fc
    .uniqueArray(
      fc.stringMatching(/^[a-z]{1,3}$/).filter((id) => id !== "head" && id !== "base"),
      { minLength: 1, maxLength: size },
    )
    .chain((ids) =>
      fc.tuple(
        ...ids.map((id, place) => {
          const earlier = upTo(2, ids.slice(Math.max(0, place - 4), place));
          const anywhere = upTo(1, ids.slice(0, place));
          return fc
            .record({
              revises: earlier,
              dependsOn: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: anywhere }),
            })
            .map((links) => sketchNode(id, links));
        }),
      ),
    );

const upTo = (most: number, ids: string[]): fc.Arbitrary<string[]> => fc.subarray(ids, { maxLength: Math.min(most, ids.length) });
