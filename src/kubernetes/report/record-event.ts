import { randomUUID } from "node:crypto";
import type { Clock } from "../../core/clock.ts";
import { apiVersionOf, events, ownType } from "../client/resource-type.ts";
import type { ApiObject } from "../client/api-object.ts";
import { namePrefix } from "../object/name-prefix.ts";
import { microTime } from "../client/lease.ts";
import { createObject } from "../client/objects.ts";
import type { Transport } from "../client/transport.ts";
import type { ResourceKind } from "../../resource/resource.ts";

export interface EventText {
  readonly type: "Normal" | "Warning";
  /** The reason that the condition carries. */
  readonly reason: string;
  readonly note: string;
}

/** Who tells. */
export interface Reporter {
  readonly transport: Transport;
  readonly clock: Clock;
  /** Name of the Pod, or of the host. */
  readonly instance: string;
}

/** What the API server takes for a note, in characters. */
const longestNote = 1024;

/** Tells of a transition, where `kubectl describe` and `kubectl events` show it. */
export async function recordEvent(
  { transport, clock, instance }: Reporter,
  kind: ResourceKind,
  about: ApiObject,
  text: EventText,
): Promise<void> {
  const { name, namespace = "default", uid } = about.metadata;
  const regarding = { apiVersion: apiVersionOf(ownType(kind)), kind, name, namespace, ...(uid === undefined ? {} : { uid }) };
  const event = {
    metadata: { name: `${namePrefix(name)}.${randomUUID().slice(0, 13)}`, namespace },
    eventTime: microTime(clock.now()),
    reportingController: "keelson.dev/operator",
    reportingInstance: instance.slice(0, 128),
    action: "Reconcile",
    regarding,
    ...text,
    note: text.note.slice(0, longestNote),
  };
  await createObject(transport, events, event);
}
