import type { Clock } from "../../core/clock.ts";
import { digestText } from "../../core/digest.ts";
import { isConflict, isMissing } from "../client/api-error.ts";
import type { ApiObject } from "../client/api-object.ts";
import { createObject, mergeObject } from "../client/objects.ts";
import { leases } from "../client/resource-type.ts";
import type { Transport } from "../client/transport.ts";

export interface MembersOptions {
  /** Of the object that all of them sign. */
  readonly namespace: string;
  readonly name: string;
  /** Of this process; unique among the members. */
  readonly identity: string;
  /** Who shows nothing for so long is taken for dead. */
  readonly seconds: number;
  readonly clock: Clock;
}

/** Who is there to share the work. It decides who should have what, never who may write: that the Leases do. */
export interface Members {
  /** Those that were alive at the last beat, this one among them; none before the first. */
  readonly live: readonly string[];
  /** Shows that this one lives and looks who else does. Throws what the API server did. */
  beat(): Promise<void>;
  /** Signs off, so that nobody has to wait. */
  leave(): Promise<void>;
}

/** What was seen of a member, and since when it is so: signs are of another's clock and are only ever compared with themselves. */
interface Seen {
  readonly sign: string;
  readonly since: number;
}

/** Nobody's sign of life is kept for longer than so many terms. */
const forgottenAfter = 4;

/** All sign one object, each with an annotation of its own: one request tells of oneself and answers who the others are. */
export function watchMembers(transport: Transport, { namespace, name, identity, seconds, clock }: MembersOptions): Members {
  const own = annotationOf(identity);
  let seen: ReadonlyMap<string, Seen> = new Map();
  let live: readonly string[] = [];
  const sign = async (annotations: Readonly<Record<string, string | null>>): Promise<ApiObject> => {
    const patch = () => mergeObject<ApiObject>(transport, leases, { namespace, name }, { metadata: { annotations } });
    try {
      return await patch();
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
    await createObject(transport, leases, { metadata: { namespace, name } }).catch((error: unknown) => {
      if (!isConflict(error)) throw error;
    });
    return patch();
  };
  const goneAt = (now: number): readonly string[] =>
    [...seen].filter(([key, { since }]) => key !== own && now >= since + forgottenAfter * seconds * 1000).map(([key]) => key);

  return {
    get live() {
      return live;
    },
    async beat() {
      const asked = clock.now().getTime();
      const gone = Object.fromEntries(goneAt(asked).map((key) => [key, null]));
      const { metadata } = await sign({ ...gone, [own]: `${identity} ${clock.now().toISOString()}` });
      const signs = Object.entries(metadata.annotations ?? {}).filter(([key]) => key.startsWith(prefix));
      seen = new Map(
        signs.map(([key, text]) => {
          const before = seen.get(key);
          // A clock that was set back would hold it for alive for as long as it was.
          return [key, before?.sign === text && before.since <= asked ? before : { sign: text, since: asked }];
        }),
      );
      live = [...seen.values()].filter(({ since }) => asked < since + seconds * 1000).map(({ sign: text }) => text.split(" ", 1)[0] ?? "");
    },
    async leave() {
      live = [];
      await sign({ [own]: null });
    },
  };
}

const prefix = "member.keelson.dev/";

/** Any name, as a key may be one. */
const annotationOf = (identity: string): string => `${prefix}${digestText(identity).slice("sha256:".length, 48)}`;
