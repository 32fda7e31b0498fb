import { hostInUrl } from "./connection-parts.ts";

/** A URL that a dialect of ours, or of somebody else, connects with. It holds secrets: only `describeConnection` is for printing. */
export type ConnectionUrl =
  | {
      readonly dialect: "postgresql";
      readonly url: string;
      readonly host: string;
      readonly port: string;
      readonly database: string;
      readonly password: "inside" | "none";
    }
  | { readonly dialect: "sqlite"; readonly path: string }
  | { readonly dialect: string; readonly url: string };

/** Why a text is no such URL, without repeating the text: it may hold a password. */
export interface UrlFault {
  readonly code: "wrong-url" | "unknown-scheme";
  readonly message: string;
  readonly remedy: string;
}

const spellings = "postgresql://user@host:5432/database or sqlite:path/to/file.db";
const scheme = /^([a-z][a-z0-9]*)(?:\+[a-z0-9_]+)?:/i;
const postgresql: ReadonlySet<string> = new Set(["postgresql", "postgres", "pgx", "pgx4", "pgx5"]);
const sqlite: ReadonlySet<string> = new Set(["sqlite", "sqlite3", "file"]);

/** Understands `postgresql://…` and `sqlite:path` and the spellings of other tools: with a driver (`postgresql+asyncpg:`), `postgres:`, `jdbc:postgresql:`, `sqlite:///x`. `others` are the names of dialects from outside. */
export function parseConnectionUrl(text: string, others: readonly string[] = []): ConnectionUrl | UrlFault {
  const plain = text.trim().replace(/^jdbc:/i, "");
  const name = scheme.exec(plain)?.[1]?.toLowerCase();
  const rest = plain.replace(scheme, "");
  if (name === undefined) return { code: "wrong-url", message: "the connection is no URL", remedy: `Write it as ${spellings}` };
  if (postgresql.has(name)) return parsePostgresql(rest);
  if (sqlite.has(name)) return parseSqlite(rest);
  if (others.includes(name)) return { dialect: name, url: plain };
  return { code: "unknown-scheme", message: `no dialect speaks to ${name}`, remedy: `Use ${spellings}` };
}

export const isUrlFault = (parsed: ConnectionUrl | UrlFault): parsed is UrlFault => "code" in parsed;

const authority = /^\/\/(?:([^/?#]*)@)?([^/?#]*)(?:\/([^?#]*))?(?:\?([^#]*))?$/;

function parsePostgresql(rest: string): ConnectionUrl | UrlFault {
  const match = authority.exec(rest);
  if (match === null)
    return {
      code: "wrong-url",
      message: "the PostgreSQL URL cannot be read",
      remedy: "Write it as postgresql://user@host:5432/database, with %40 for an @ and %2F for a / in a password",
    };
  const [, login, hosts = "", database = "", query = ""] = match;
  const parameters = driverParameters(query);
  const [authorityHost = "", authorityPort = ""] = splitHost(hosts);
  // The driver, too, takes what stands behind the `?` first.
  const host = parameters.get("host") ?? (decode(authorityHost) || "localhost");
  const port = parameters.get("port") ?? (authorityPort || "5432");
  if (hosts.includes(",") || host.includes(","))
    return {
      code: "wrong-url",
      message: "the PostgreSQL URL names several hosts",
      remedy: "Name one: of several nobody could tell whose journal is read",
    };
  if (!isPort(port))
    return {
      code: "wrong-url",
      message: "the port of the PostgreSQL URL is no number from 1 to 65535",
      remedy: `Write it as ${spellings}`,
    };
  parameters.delete("host");
  parameters.delete("port");
  // Both are always written: what is printed is what is connected to, whatever PGHOST and PGPORT say, and a login without a host is no URL to most that read one.
  const place = `${login === undefined ? "" : `${login}@`}${hostInUrl(host)}:${port}`;
  const url = `postgresql://${place}/${database}${parameters.size === 0 ? "" : `?${parameters}`}`;
  const user = login?.split(":", 1)[0] ?? parameters.get("user") ?? "";
  return {
    dialect: "postgresql",
    url,
    host,
    port,
    database: decode(database) || decode(user),
    password: login?.includes(":") === true || parameters.has("password") ? "inside" : "none",
  };
}

/** What other tools put behind the `?` for themselves, said as PostgreSQL's own client library says it, or left out. */
function driverParameters(query: string): URLSearchParams {
  const parameters = new URLSearchParams(query);
  const ssl = parameters.get("ssl");
  if (ssl !== null && !parameters.has("sslmode")) parameters.set("sslmode", ssl === "true" ? "require" : ssl === "false" ? "disable" : ssl);
  for (const foreign of ["ssl", "schema", "connection_limit", "pgbouncer", "pool_timeout"]) parameters.delete(foreign);
  return parameters;
}

function splitHost(hosts: string): string[] {
  const [, host = "", port = ""] = /^(\[[^\]]*\]|[^:,]*)(?::([^,]*))?/.exec(hosts) ?? [];
  return [host, port];
}

const isPort = (text: string): boolean => /^[0-9]{1,5}$/.test(text) && Number(text) > 0 && Number(text) <= 65_535;

function parseSqlite(rest: string): ConnectionUrl | UrlFault {
  const path = rest.replace(/\?.*$/, "");
  // SQLite would make a database of its own for each connection, in memory.
  if (["", "//", "///", ":memory:", "//:memory:", "///:memory:"].includes(path))
    return {
      code: "wrong-url",
      message: "a SQLite URL needs a file: a database in memory is gone when its connection closes",
      remedy: "Write sqlite:path/to/file.db",
    };
  // As SQLAlchemy has it: three slashes begin a relative path, four an absolute one.
  if (path.startsWith("///")) return { dialect: "sqlite", path: path.slice(3) };
  if (path.startsWith("//"))
    return { code: "wrong-url", message: "a SQLite URL has no host", remedy: "Write sqlite:path/to/file.db, or sqlite:/absolute/path.db" };
  return { dialect: "sqlite", path };
}

/** Whether it leads to a socket in the file system of whoever connects. */
export const isSocket = (connection: ConnectionUrl): boolean => "host" in connection && connection.host.startsWith("/");

/** All that is ever printed of a connection: host, port and database; of a file its path. */
export function describeConnection(connection: ConnectionUrl): string {
  if ("path" in connection) return `sqlite:${connection.path}`;
  if ("host" in connection) return `${connection.host}:${connection.port}/${connection.database}`;
  return connection.dialect;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
