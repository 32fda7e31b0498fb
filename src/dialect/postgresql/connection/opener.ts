import { DatabaseError } from "../../../core/error.ts";
import type { ConnectionTarget, ConnectOptions } from "../../../port/dialect.ts";
import { openWire } from "./open-wire.ts";
import type { Wire } from "./wire.ts";

/** `direct`: past the pooler, where an address for that is given. `atOnce`: without waiting for a server that is short of connections. */
export type Way = "usual" | "direct" | "atOnce";

/** Milliseconds; less than the pause between two tries. */
const atOnce = 900;

const refusals: ReadonlySet<string> = new Set(["password-wrong", "login-refused"]);

export type Opener = (way: Way) => Promise<Wire>;

/** Opens connections to a place whose secret may be rotated meanwhile: a login that is refused is tried once more with what is read anew, where that differs. */
export function createOpener(target: ConnectionTarget, options: ConnectOptions): Opener {
  let known = target;
  return async (way) => {
    if (way === "atOnce") return openWire(known, { ...options, connectTimeout: Math.min(atOnce, options.connectTimeout) });
    try {
      return await openWire(along(known, way), options);
    } catch (error) {
      const now = refused(error) ? await options.reread?.().catch(() => undefined) : undefined;
      if (now === undefined || along(now, way).url === along(known, way).url) throw error;
      known = now;
      return openWire(along(known, way), options);
    }
  };
}

const along = (target: ConnectionTarget, way: Way): ConnectionTarget =>
  way !== "direct" || target.directUrl === undefined ? target : { ...target, url: target.directUrl };

const refused = (error: unknown): boolean => error instanceof DatabaseError && refusals.has(error.code);
