import type { ConnectionTarget } from "../../../port/dialect.ts";

/** Where a database is, as far as it may be printed: never a user or a password. */
export interface Place {
  readonly host: string;
  readonly port: string;
  readonly database: string;
}

/** What of a connection URL may stand in messages. */
export function placeOf({ url }: Pick<ConnectionTarget, "url">): Place {
  const parsed = URL.parse(url);
  if (parsed === null) return { host: "?", port: "?", database: "?" };
  const query = parsed.searchParams;
  return {
    host: query.get("host") ?? (decodeURIComponent(parsed.hostname) || "localhost"),
    port: query.get("port") ?? (parsed.port || "5432"),
    database: decodeURIComponent(parsed.pathname.slice(1)) || (query.get("dbname") ?? "postgres"),
  };
}

export const describePlace = ({ host, port, database }: Place): string => `${host}:${port}/${database}`;
