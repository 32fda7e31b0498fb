import { Client } from "pg";
import { systemClock } from "../../../core/clock.ts";
import type { ConnectionTarget, ConnectOptions } from "../../../port/dialect.ts";
import { codeOf, connectFault } from "./connect-fault.ts";
import { placeOf } from "./place.ts";
import { chooseTls, type TlsChoice } from "./tls.ts";
import { createWire, type Wire } from "./wire.ts";

/** States that pass by themselves: no connection left, starting up. */
const passing: ReadonlySet<string | undefined> = new Set(["53300", "57P03"]);
const pauseMs = 1000;

/**
 * Connects once; waits only while the server says that it will be ready soon. The signal ends the waiting and not the first attempt: a run that
 * was asked to stop still cancels its statement and hands the lease on. @throws DatabaseError with one diagnostic.
 */
export async function openWire(target: ConnectionTarget, { signal, connectTimeout, until }: ConnectOptions): Promise<Wire> {
  const place = placeOf(target);
  const tls = chooseTls(target, place);
  const deadline = Date.now() + connectTimeout;
  for (;;) {
    try {
      return await attempt(target.url, tls, { connectTimeout: Math.max(1, deadline - Date.now()), until });
    } catch (error) {
      until?.throwIfAborted();
      // With jitter, and no faster than once a second: a server without connections left is not helped by more logins.
      const pause = pauseMs * (1 + Math.random());
      if (!passing.has(codeOf(error)) || Date.now() + pause > deadline) throw connectFault(error, place);
      await systemClock.sleep(pause, signal);
    }
  }
}

async function attempt(
  url: string,
  { ssl, fallback }: TlsChoice,
  { connectTimeout, until }: Pick<ConnectOptions, "connectTimeout" | "until">,
): Promise<Wire> {
  until?.throwIfAborted();
  const client = new Client({
    connectionString: withoutTls(url),
    ssl,
    connectionTimeoutMillis: connectTimeout,
    keepAlive: true,
    fallback_application_name: "keelson",
    pipeline: true,
  } as ConstructorParameters<typeof Client>[0]);
  const wire = createWire(client);
  until?.addEventListener("abort", wire.destroy);
  client.once("end", () => until?.removeEventListener("abort", wire.destroy));
  try {
    await client.connect();
  } catch (error) {
    wire.destroy();
    if (fallback === "plain" && error instanceof Error && /does not support SSL/.test(error.message))
      return attempt(url, { ssl: false, fallback: "none" }, { connectTimeout, until });
    throw error;
  }
  return wire;
}

/** TLS is decided by `chooseTls`; what the URL says of it would overrule that in the driver. */
function withoutTls(url: string): string {
  const parsed = URL.parse(url);
  if (parsed === null) return url;
  for (const name of ["sslmode", "sslrootcert", "sslcert", "sslkey", "ssl", "uselibpqcompat"]) parsed.searchParams.delete(name);
  return parsed.href;
}
