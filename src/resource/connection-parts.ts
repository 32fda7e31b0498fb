/** A connection as its parts, each read from where the document says. */
export interface ConnectionParts {
  readonly host?: string;
  readonly port?: string;
  readonly user?: string;
  readonly password?: string;
  readonly database?: string;
}

/** The URL that the parts make; a SQLite database is its path. */
export function urlOfParts(dialect: string, { host, port, user, password, database }: ConnectionParts): string {
  if (dialect === "sqlite") return `sqlite:${database ?? ""}`;
  const login = user === undefined ? "" : `${encodeURIComponent(user)}${password === undefined ? "" : `:${encodeURIComponent(password)}`}@`;
  const place = `${hostInUrl(host ?? "")}${port === undefined ? "" : `:${port}`}`;
  return `${dialect}://${login}${place}/${encodeURIComponent(database ?? "")}`;
}

/** A socket's folder is escaped, an IPv6 address stands in brackets. */
export const hostInUrl = (host: string): string =>
  host.startsWith("/") ? encodeURIComponent(host) : host.includes(":") && !host.startsWith("[") ? `[${host}]` : host;
