import { isThisMachine } from "../this-machine.ts";
import { refusal, unavailable } from "./registry-errors.ts";

export interface RegistryCredentials {
  readonly username?: string;
  readonly password?: string;
}

const mostToken = 64 * 1024;

/** What to send so that the registry lets us in, by its challenge: a token from where it says, or the login itself. @throws SourceUnavailableError */
export async function login(
  challenge: string,
  scope: string,
  credentials: RegistryCredentials,
  shown: string,
  signal: AbortSignal,
): Promise<string> {
  const basic =
    credentials.password === undefined
      ? undefined
      : `Basic ${Buffer.from(`${credentials.username ?? ""}:${credentials.password}`).toString("base64")}`;
  if (/^basic\b/i.test(challenge)) {
    if (basic === undefined) throw refusal(401, shown);
    return basic;
  }
  if (!/^bearer\s/i.test(challenge)) throw refusal(401, shown);
  const said = Object.fromEntries([...challenge.matchAll(/(\w+)="([^"]*)"/g)].map(([, key, value]) => [key, value]));
  const realm = URL.parse(said["realm"] ?? "");
  if (realm === null || (realm.protocol !== "https:" && !(realm.protocol === "http:" && isThisMachine(realm.hostname))))
    throw unavailable(shown, "the registry names no place that gives tokens");
  if (said["service"] !== undefined) realm.searchParams.set("service", said["service"]);
  realm.searchParams.set("scope", scope);
  const response = await fetch(realm, { redirect: "error", signal, headers: basic === undefined ? {} : { authorization: basic } });
  const text = response.ok ? (await response.text()).slice(0, mostToken) : "";
  if (!response.ok) throw refusal(response.status === 404 ? 401 : response.status, shown);
  return `Bearer ${tokenIn(text) ?? fail(shown)}`;
}

function tokenIn(text: string): string | undefined {
  try {
    const { token, access_token: access } = JSON.parse(text) as { readonly token?: unknown; readonly access_token?: unknown };
    const given = token ?? access;
    return typeof given === "string" && /^[\x21-\x7e]+$/.test(given) ? given : undefined;
  } catch {
    return undefined;
  }
}

function fail(shown: string): never {
  throw unavailable(shown, "the registry gave no token");
}
