import { type Digest, digestValue } from "../core/digest.ts";

/** A revision's `spec` as JSON: defaults spelled out, files inlined, variables not yet substituted. */
export interface CanonicalRevisionSpec {
  readonly id: string;
  readonly revises: readonly string[];
  readonly dependsOn: readonly string[];
  readonly branchLabels: readonly string[];
  readonly [field: string]: unknown;
}

/** Digest of what a revision means: branch labels may come later, and the order in which parents are named says nothing. */
export function revisionDigest({ branchLabels: _labels, revises, dependsOn, ...meaning }: CanonicalRevisionSpec): Digest {
  return digestValue({ ...meaning, revises: [...revises].sort(), dependsOn: [...dependsOn].sort() });
}
