import { StopError } from "../../reconcile/stop-errors.ts";
import type { Source } from "../../source/source.ts";
import type { DatabaseObject } from "../object/database-object.ts";
import { sourceDigestAnnotation } from "../object/database-set-object.ts";

/** The source of a Database whose set says to which state of it the Database may go: at any other its methods throw StopError. */
export function allowedSource(source: Source, { metadata }: DatabaseObject): Source {
  const allowed = metadata.annotations?.[sourceDigestAnnotation];
  if (allowed === undefined) return source;
  const check = (digest: string): void => {
    if (digest === allowed) return;
    const message = `the source is at ${digest}, and this Database may go to ${allowed}: those before it in its DatabaseSet have shown no other`;
    throw new StopError(
      "awaitingRollout",
      "awaiting-rollout",
      message,
      "Wait for the waves before it; the status of the DatabaseSet says where the rollout stands",
    );
  };
  return {
    ...source,
    async digest() {
      const digest = await source.digest();
      check(digest);
      return digest;
    },
    async read() {
      const snapshot = await source.read();
      check(snapshot.digest);
      return snapshot;
    },
  };
}
