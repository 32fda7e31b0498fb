import { dirname, relative, resolve } from "node:path";
import { InputError } from "../../core/error.ts";
import type { Position } from "../../core/position.ts";
import type { ConnectionTarget } from "../../port/dialect.ts";
import type { Connection } from "../../resource/shape/connection.shape.ts";
import { urlOfParts } from "../../resource/connection-parts.ts";
import { type ConnectionUrl, describeConnection, isUrlFault, parseConnectionUrl } from "../../resource/connection-url.ts";
import type { DatabaseResource } from "../../resource/resource.ts";
import type { ValueSource } from "../../resource/shape/value-source.shape.ts";
import type { Project } from "./open-project.ts";
import { readValue } from "./read-value.ts";

/** What `spec.connection` of a document is read with. */
export interface ConnectionReading {
  readonly database: DatabaseResource;
  readonly dialects: readonly string[];
  /** What the path of a file database is relative to. */
  readonly folder: string;
  /** As seen from where such a path is shown. */
  readonly workingFolder: string;
  /** Gives a value that the document refers to. @throws InputError where it cannot be had */
  readonly read: (source: ValueSource) => Promise<string>;
}

/** A URL and the folder that a path in it is relative to. */
interface Given {
  readonly text: string;
  readonly folder: string;
  readonly position?: () => Promise<Position>;
}

/** Where the database is: `--url` before KEELSON_URL before the document. Secrets are read here. @throws InputError */
export async function connectionTarget({ context, options, database }: Project): Promise<ConnectionTarget> {
  const { host, dialects } = context;
  const reading: ConnectionReading = {
    database,
    dialects: [...dialects.keys()],
    folder: resolve(host.cwd, dirname(database.origin.file)),
    workingFolder: host.cwd,
    read: (source) => readValue(source, host, database),
  };
  const overriding = options.url ?? host.env["KEELSON_URL"];
  if (overriding === undefined) return writtenTarget(reading);
  return { ...(await placeOf(reading, { text: overriding, folder: host.cwd })), ...(await besideUrl(reading)) };
}

/** Where the document alone says that the database is. @throws InputError */
export async function writtenTarget(reading: ConnectionReading): Promise<ConnectionTarget> {
  const { folder, read, database } = reading;
  const { directUrl } = database.spec.connection ?? {};
  return {
    ...(await placeOf(reading, await written(reading))),
    ...(directUrl === undefined ? {} : { directUrl: spell(await urlFor(reading, { text: await read(directUrl), folder })) }),
    ...(await besideUrl(reading)),
  };
}

/** Host, port and database, or the path of a file: all that is ever printed of a connection. */
export function describeTarget({ url, shown }: ConnectionTarget, dialects: readonly string[]): string {
  if (shown !== undefined) return shown;
  const parsed = parseConnectionUrl(url, dialects);
  return isUrlFault(parsed) ? "the database" : describeConnection(parsed);
}

async function placeOf(reading: ConnectionReading, given: Given): Promise<Pick<ConnectionTarget, "url" | "shown">> {
  const url = await urlFor(reading, given);
  return { url: spell(url), ...("path" in url ? { shown: relative(reading.workingFolder, url.path) } : {}) };
}

async function besideUrl({ database, read }: ConnectionReading): Promise<Pick<ConnectionTarget, "role" | "tls" | "secret">> {
  const { role, tls } = database.spec.connection ?? {};
  await refuseForFiles(database);
  return {
    ...(role === undefined ? {} : { role }),
    ...(tls === undefined ? {} : { tls: await readTls(tls, read) }),
    secret: secretReader(database, read),
  };
}

/** Read when a statement needs it, and no sooner: to look at a database needs none. */
const secretReader =
  (database: DatabaseResource, read: ConnectionReading["read"]): NonNullable<ConnectionTarget["secret"]> =>
  async (name) => {
    const source = database.spec.connection?.secrets?.[name];
    if (source !== undefined) return read(source);
    throw fault(
      "unknown-secret",
      `a statement needs the secret ${name}, and nothing says where it is`,
      `Write ${name} under spec.connection.secrets: { ${name}: { env: … } } or { secretKeyRef: … }`,
      database.position,
    );
  };

const ofServers = ["role", "tls", "directUrl", "secrets"] as const;

/** @throws InputError where something that only a server has is asked of a file */
async function refuseForFiles(database: DatabaseResource): Promise<void> {
  const { dialect, connection = {} } = database.spec;
  const field = dialect === "sqlite" ? ofServers.find((name) => connection[name] !== undefined) : undefined;
  if (field === undefined) return;
  const message = `a file has no server, so spec.connection.${field} says nothing of it`;
  throw fault("unsupported-by-dialect", message, "Leave it out", await fieldPosition(database, field));
}

async function written({ database, folder, read }: ConnectionReading): Promise<Given> {
  const { url, host, port, user, password, database: name } = database.spec.connection ?? {};
  if (url !== undefined) return { text: await read(url), folder, position: () => fieldPosition(database) };
  const values = await readAll({ host, port, user, password, database: name }, read);
  if (Object.values(values).every((value) => value === undefined))
    throw fault(
      "no-connection",
      "nothing says where the database is",
      "Give --url, set KEELSON_URL, or write spec.connection",
      database.position,
    );
  return { text: urlOfParts(database.spec.dialect, values), folder, position: async () => database.position };
}

/** Where the URL is written: the document is parsed for it, so only where something is wrong. */
async function fieldPosition(database: DatabaseResource, field = "url"): Promise<Position> {
  const { positionOf } = await import("../../resource/position-of.ts");
  return positionOf(database, ["spec", "connection", field]);
}

async function urlFor({ database, dialects }: ConnectionReading, { text, folder, position }: Given): Promise<ConnectionUrl> {
  const parsed = parseConnectionUrl(text, dialects);
  if (isUrlFault(parsed)) throw fault(parsed.code, parsed.message, parsed.remedy, await position?.());
  if (parsed.dialect !== database.spec.dialect)
    throw fault(
      "other-dialect",
      `the URL is for ${parsed.dialect}, the Database says ${database.spec.dialect}`,
      "Correct spec.dialect or the URL",
      await position?.(),
    );
  return "path" in parsed ? { ...parsed, path: resolve(folder, parsed.path) } : parsed;
}

const spell = (parsed: ConnectionUrl): string => ("path" in parsed ? `sqlite:${parsed.path}` : parsed.url);

async function readTls(
  { mode, ...sources }: NonNullable<Connection["tls"]>,
  read: ConnectionReading["read"],
): Promise<ConnectionTarget["tls"]> {
  return { mode, ...(await readAll(sources, read)) };
}

async function readAll<K extends string>(
  sources: Readonly<Partial<Record<K, ValueSource | undefined>>>,
  read: ConnectionReading["read"],
): Promise<Partial<Record<K, string>>> {
  const given = Object.entries<ValueSource | undefined>(sources).filter((entry): entry is [K, ValueSource] => entry[1] !== undefined);
  return Object.fromEntries(await Promise.all(given.map(async ([key, source]) => [key, await read(source)]))) as Partial<Record<K, string>>;
}

function fault(code: string, message: string, remedy: string, position?: Position): InputError {
  return new InputError(message, { code, remedy, position });
}
