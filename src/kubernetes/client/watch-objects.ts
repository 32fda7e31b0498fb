import { type Clock, systemClock } from "../../core/clock.ts";
import { pauseBefore } from "../../queue/backoff.ts";
import { ApiError, isExpired } from "./api-error.ts";
import type { ApiObject } from "./api-object.ts";
import { listObjects, type Selection } from "./list-objects.ts";
import type { ResourceType } from "./resource-type.ts";
import type { Transport } from "./transport.ts";
import { watchStream } from "./watch-stream.ts";

/** What happened to the selected objects. */
export type Change<T> =
  /** All that are there now; whoever is not among them is gone. First of all, and again whenever a watch could not go on where it ended. */
  | { readonly kind: "listed"; readonly objects: readonly T[] }
  /** New, or not as it was. */
  | { readonly kind: "changed"; readonly object: T }
  /** As it was last. */
  | { readonly kind: "removed"; readonly object: T };

export interface WatchOptions {
  /** Ends the watch. */
  readonly signal: AbortSignal;
  readonly clock?: Clock;
  /** In [0, 1). */
  readonly chance?: () => number;
  /** Told of each failure; the watch goes on. */
  readonly onTrouble?: (error: unknown) => void;
}

/** Milliseconds. */
const pauses = { backoff: 200, maxBackoff: 30_000 };
/** What a watch lost, if it ever does, is found again by a list that is not older than this when a watch ends; servers end one after 30 to 60 minutes. */
const relistAfter = 20 * 60_000;

/**
 * The selected objects and everything that happens to them, for ever: a watch that ends, breaks, falls silent, is refused or has lost its place (410) is begun
 * again, ever more slowly while it fails. Ends without an error when the signal aborts. What the reader throws is the reader's.
 */
export async function* watchObjects<T extends ApiObject>(
  transport: Transport,
  type: ResourceType,
  selection: Selection,
  { signal, clock = systemClock, chance = Math.random, onTrouble = () => undefined }: WatchOptions,
): AsyncGenerator<Change<T>> {
  let version: string | undefined;
  let listedAt = 0;
  let failures = 0;
  while (!signal.aborted) {
    let progressed = false;
    let trouble: unknown;
    try {
      if (version === undefined || clock.now().getTime() - listedAt > relistAfter) {
        const listed = await listObjects<T>(transport, type, selection, signal);
        version = listed.resourceVersion;
        listedAt = clock.now().getTime();
        yield { kind: "listed", objects: listed.objects };
      }
      for await (const event of watchStream<T>(transport, type, selection, version, signal)) {
        progressed = true;
        version = event.object.metadata.resourceVersion;
        if (event.type !== "BOOKMARK") yield { kind: event.type === "DELETED" ? "removed" : "changed", object: event.object };
      }
    } catch (error) {
      if (signal.aborted) return;
      trouble = error;
      onTrouble(error);
      if (isExpired(error)) version = undefined;
    }
    failures = progressed ? 0 : failures + 1;
    if (failures > 0) await clock.sleep(Math.max(pauseBefore(failures, pauses, chance()), asked(trouble)), signal).catch(() => undefined);
  }
}

/** How long the server asks to stay away, in milliseconds. */
const asked = (error: unknown): number => (error instanceof ApiError ? (error.retryAfterSeconds ?? 0) * 1000 : 0);
