import type { Clock } from "../../core/clock.ts";
import { isConflict, isMissing } from "./api-error.ts";
import type { ApiObject } from "./api-object.ts";
import { createObject, readObject, replaceObject } from "./objects.ts";
import { leases } from "./resource-type.ts";
import type { Transport } from "./transport.ts";

/** A time as Lease objects have it, to the microsecond. */
export const microTime = (date: Date): string => date.toISOString().replace(/Z$/, "000Z");

interface Lease extends ApiObject {
  readonly spec?: {
    /** Empty where it was handed on. */
    readonly holderIdentity?: string;
    readonly leaseDurationSeconds?: number;
    readonly acquireTime?: string;
    readonly renewTime?: string;
    readonly leaseTransitions?: number;
  };
}

export interface LeaseOptions {
  readonly namespace: string;
  readonly name: string;
  /** Of this process; unique among all that ask. */
  readonly identity: string;
  /** How long it lasts after it was last renewed. */
  readonly seconds: number;
  /** What its holder writes on it. */
  readonly annotations?: Readonly<Record<string, string>>;
  readonly clock: Clock;
}

/** Who has it now. */
export type LeaseState = { readonly kind: "held" } | { readonly kind: "elsewhere"; readonly holder: string };

/** One process's part in the race for a Lease. Whether to act on it is for the caller to ask again before each act. */
export interface LeaseSeat {
  /** Takes the Lease where it is free or has run out, or renews it. Throws what the API server did. */
  hold(): Promise<LeaseState>;
  /** Whether it is still ours by our own clock, which nobody else's can move. */
  isHeld(): boolean;
  /** What was on it when it was last seen: of whoever has it, or had it last. */
  annotations(): Readonly<Record<string, string>>;
  /** Hands it on, so that nobody has to wait for it to run out. */
  release(): Promise<void>;
}

/** When it was last taken or renewed, and until when it lasts. A clock that shows less than the former was set back, and says nothing about the latter. */
interface Term {
  readonly since: number;
  readonly until: number;
}

const none: Term = { since: 0, until: 0 };

export function leaseSeat(transport: Transport, { namespace, name, identity, seconds, annotations, clock }: LeaseOptions): LeaseSeat {
  /** What was seen of another's Lease, and since when it is so: its times are of another's clock and are only ever compared with themselves. */
  let seen: { readonly version: string | undefined; readonly since: number } | undefined;
  let term: Term = none;
  let noted: Readonly<Record<string, string>> = {};
  const now = () => clock.now().getTime();

  const write = async (lease: Lease, held: boolean, asked: number): Promise<LeaseState> => {
    const { spec = {} } = lease;
    const time = microTime(clock.now());
    const renewed: Lease = {
      ...lease,
      metadata: { ...lease.metadata, annotations: { ...lease.metadata.annotations, ...annotations } },
      spec: {
        ...spec,
        holderIdentity: identity,
        leaseDurationSeconds: seconds,
        acquireTime: held ? (spec.acquireTime ?? time) : time,
        renewTime: time,
        leaseTransitions: (spec.leaseTransitions ?? 0) + (held || lease.metadata.resourceVersion === undefined ? 0 : 1),
      },
    };
    try {
      await (lease.metadata.resourceVersion === undefined
        ? createObject(transport, leases, renewed)
        : replaceObject(transport, leases, renewed));
    } catch (error) {
      if (!isConflict(error)) throw error;
      term = none;
      noted = {};
      // Another was quicker; who it is shows at the next look.
      return { kind: "elsewhere", holder: "" };
    }
    // From before the request: the answer may have taken its time.
    term = { since: asked, until: asked + seconds * 1000 };
    noted = renewed.metadata.annotations ?? {};
    return { kind: "held" };
  };

  return {
    hold: async () => {
      const asked = now();
      const lease = await readObject<Lease>(transport, leases, { namespace, name }).catch((error: unknown) => {
        if (isMissing(error)) return { metadata: { namespace, name } } as Lease;
        throw error;
      });
      noted = lease.metadata.annotations ?? {};
      const holder = lease.spec?.holderIdentity ?? "";
      if (holder === identity) return write(lease, true, asked);
      term = none;
      const { resourceVersion } = lease.metadata;
      // A clock that was set back would wait for as long as it was.
      if (seen === undefined || seen.version !== resourceVersion || asked < seen.since) seen = { version: resourceVersion, since: asked };
      const lasts = (lease.spec?.leaseDurationSeconds ?? seconds) * 1000;
      if (holder !== "" && asked < seen.since + lasts) return { kind: "elsewhere", holder };
      return write(lease, false, asked);
    },
    isHeld: () => term.since <= now() && now() < term.until,
    annotations: () => noted,
    release: async () => {
      term = none;
      const lease = await readObject<Lease>(transport, leases, { namespace, name });
      if (lease.spec?.holderIdentity !== identity) return;
      await replaceObject(transport, leases, {
        ...lease,
        spec: { ...lease.spec, holderIdentity: "", leaseDurationSeconds: 1, renewTime: microTime(clock.now()) },
      });
    },
  };
}
