import type { Milliseconds } from "../../../core/duration.ts";
import { keyOf } from "../../client/api-object.ts";
import type { DatabaseSetObject, DatabaseSetStatus } from "../../object/database-set-object.ts";
import { errorText } from "../../report/error-text.ts";
import { differs } from "../../report/object-status.ts";
import { type EventText, recordEvent } from "../../report/record-event.ts";
import { transitionOf } from "../../report/transition.ts";
import { writeStatus } from "../../report/write-status.ts";
import type { WatchedObjects } from "../../watched/watched-objects.ts";
import type { OperatorContext } from "../operator-context.ts";

/** Between two writes that tell of nothing but how far a rollout is: a status of a thousand Databases is long. */
const pause: Milliseconds = 2_000;

/** Tells of a set in its status and in events. */
export interface SetReporter {
  /** Gives after which time there is more to be told; undefined where all of it is. */
  tell(set: DatabaseSetObject, status: DatabaseSetStatus, happened: readonly EventText[]): Promise<Milliseconds | undefined>;
  forget(key: string): void;
}

export function setReporter(context: OperatorContext, sets: WatchedObjects<DatabaseSetObject>): SetReporter {
  const written = new Map<string, number>();
  const record = (set: DatabaseSetObject, text: EventText): Promise<void> =>
    // A note that is lost hurts nobody: the status says the same.
    recordEvent(context, "DatabaseSet", set, text).catch((error: unknown) =>
      context.logger.log("warn", "event.failed", { key: keyOf(set), error: errorText(error) }),
    );

  return {
    async tell(set, status, happened) {
      const key = keyOf(set);
      const now = context.clock.now().getTime();
      const { conditions = [] } = status;
      const transition = transitionOf(set.status?.conditions ?? [], { conditions });
      for (const text of happened) await record(set, text);
      if (!differs(set.status, status)) return undefined;
      const left = pause - (now - (written.get(key) ?? Number.NEGATIVE_INFINITY));
      const isProgress = transition === null && set.status?.observedGeneration === status.observedGeneration;
      if (isProgress && left > 0) return left;
      written.set(key, now);
      sets.note(await writeStatus(context.transport, "DatabaseSet", set, status));
      if (transition !== null) await record(set, transition);
      return undefined;
    },
    forget: (key) => void written.delete(key),
  };
}
