import { type Digest, digestValue } from "../core/digest.ts";

/** An object of a set, as it is written and as a cluster gives it back. */
export interface SetMember {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: unknown;
}

/** Digest of a whole set of objects, in whatever order they come: `source.resources.digest`. What a cluster adds to them is no part of it. */
export const setDigest = (members: readonly SetMember[]): Digest =>
  digestValue(
    members
      .map(({ kind, metadata: { name }, spec }) => ({ kind, name, spec }))
      .toSorted((a, b) => (`${a.kind}/${a.name}` < `${b.kind}/${b.name}` ? -1 : 1)),
  );
