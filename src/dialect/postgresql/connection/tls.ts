import type { ConnectionOptions } from "node:tls";
import { InputError } from "../../../core/error.ts";
import type { ConnectionTarget } from "../../../port/dialect.ts";
import type { Place } from "./place.ts";

const modes = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full", "no-verify"] as const;
type TlsMode = (typeof modes)[number];

/** How to encrypt: the driver's `ssl`, and whether to do without where the server has none. */
export interface TlsChoice {
  readonly ssl: false | ConnectionOptions;
  readonly fallback: "plain" | "none";
}

/** libpq's meaning of the modes. Where none is said: none on this machine, elsewhere what the server offers. */
export function chooseTls(target: ConnectionTarget, place: Place): TlsChoice {
  const mode = modeOf(target, place);
  const material = { ca: target.tls?.ca, cert: target.tls?.cert, key: target.tls?.key };
  switch (mode) {
    case "disable":
      return { ssl: false, fallback: "none" };
    case "allow":
    case "prefer":
      return { ssl: { ...material, rejectUnauthorized: false }, fallback: "plain" };
    case "require":
    case "no-verify":
      return { ssl: { ...material, rejectUnauthorized: false }, fallback: "none" };
    case "verify-ca":
      return { ssl: { ...material, checkServerIdentity: () => undefined }, fallback: "none" };
    case "verify-full":
      return { ssl: material, fallback: "none" };
  }
}

function modeOf(target: ConnectionTarget, { host }: Place): TlsMode {
  const said = target.tls?.mode ?? URL.parse(target.url)?.searchParams.get("sslmode");
  if (said === undefined || said === null) return isLocal(host) ? "disable" : "prefer";
  const mode = modes.find((known) => known === said);
  if (mode !== undefined) return mode;
  // Its value is not told: where quotes or separators of a URL went astray, it may be a piece of a password.
  throw new InputError("the sslmode of the URL is no TLS mode", { code: "tls-mode", remedy: `Use one of ${modes.join(", ")}` });
}

const isLocal = (host: string): boolean =>
  host.startsWith("/") || host === "localhost" || host === "127.0.0.1" || host === "::1" || host === "[::1]";
