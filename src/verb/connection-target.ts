import { dirname, relative, resolve } from "node:path";
import { InputError } from "../core/error.ts";
import type { Position } from "../core/position.ts";
import type { ConnectionTarget } from "../port/dialect.ts";
import type { Connection } from "../resource/connection.shape.ts";
import { urlOfParts } from "../resource/connection-parts.ts";
import { type ConnectionUrl, describeConnection, isUrlFault, parseConnectionUrl } from "../resource/connection-url.ts";
import type { ValueSource } from "../resource/value-source.shape.ts";
import type { Project } from "./open-project.ts";
import { readValue } from "./read-value.ts";

/** A URL and the folder that a path in it is relative to. */
interface Given {
  readonly text: string;
  readonly folder: string;
  readonly position?: () => Promise<Position>;
}

/** Where the database is: `--url` before KEELSON_URL before the document. Secrets are read here. @throws InputError */
export async function connectionTarget(project: Project): Promise<ConnectionTarget> {
  const { context, options, database } = project;
  const connection = database.spec.connection ?? {};
  const overriding = options.url ?? context.host.env["KEELSON_URL"];
  const read = (source: ValueSource) => readValue(source, context.host, database.position);
  const url = await urlFor(project, overriding === undefined ? await written(project, read) : { text: overriding, folder: context.host.cwd });
  const { directUrl, role, tls } = connection;
  const direct = directUrl === undefined || overriding !== undefined ? undefined : await urlFor(project, { text: await read(directUrl), folder: documentFolder(project) });
  return {
    url: spell(url),
    ...("path" in url ? { shown: relative(context.host.cwd, url.path) } : {}),
    ...(direct === undefined ? {} : { directUrl: spell(direct) }),
    ...(role === undefined ? {} : { role }),
    ...(tls === undefined ? {} : { tls: await readTls(tls, read) }),
  };
}

/** Host, port and database, or the path of a file: all that is ever printed of a connection. */
export function describeTarget({ url, shown }: ConnectionTarget, dialects: readonly string[]): string {
  if (shown !== undefined) return shown;
  const parsed = parseConnectionUrl(url, dialects);
  return isUrlFault(parsed) ? "the database" : describeConnection(parsed);
}

async function written(project: Project, read: (source: ValueSource) => Promise<string>): Promise<Given> {
  const { database } = project;
  const { url, host, port, user, password, database: name } = database.spec.connection ?? {};
  const folder = documentFolder(project);
  if (url !== undefined) return { text: await read(url), folder, position: () => fieldPosition(database) };
  const parts = Object.entries({ host, port, user, password, database: name });
  const values = await Promise.all(parts.map(async ([key, source]) => [key, source === undefined ? undefined : await read(source)] as const));
  if (values.every(([, value]) => value === undefined)) throw fault("no-connection", "nothing says where the database is", "Give --url, set KEELSON_URL, or write spec.connection", database.position);
  return { text: urlOfParts(database.spec.dialect, Object.fromEntries(values)), folder, position: async () => database.position };
}

/** Where the URL is written: the document is parsed for it, so only where something is wrong. */
async function fieldPosition(database: Project["database"]): Promise<Position> {
  const { positionOf } = await import("../resource/position-of.ts");
  return positionOf(database, ["spec", "connection", "url"]);
}

const documentFolder = ({ context, database }: Project): string => resolve(context.host.cwd, dirname(database.origin.file));

async function urlFor({ context, database }: Project, { text, folder, position }: Given): Promise<ConnectionUrl> {
  const parsed = parseConnectionUrl(text, [...context.dialects.keys()]);
  if (isUrlFault(parsed)) throw fault(parsed.code, parsed.message, parsed.remedy, await position?.());
  if (parsed.dialect !== database.spec.dialect)
    throw fault("other-dialect", `the URL is one of ${parsed.dialect}, the Database says ${database.spec.dialect}`, "Correct spec.dialect or the URL", await position?.());
  return "path" in parsed ? { ...parsed, path: resolve(folder, parsed.path) } : parsed;
}

const spell = (parsed: ConnectionUrl): string => ("path" in parsed ? `sqlite:${parsed.path}` : parsed.url);

async function readTls(tls: NonNullable<Connection["tls"]>, read: (source: ValueSource) => Promise<string>): Promise<ConnectionTarget["tls"]> {
  const { mode, ...sources } = tls;
  const values = await Promise.all(Object.entries(sources).map(async ([key, source]) => [key, source === undefined ? undefined : await read(source)] as const));
  return { mode, ...Object.fromEntries(values) };
}

function fault(code: string, message: string, remedy: string, position?: Position): InputError {
  return new InputError(message, { code, diagnostics: [{ code, severity: "error", message, remedy, ...(position === undefined ? {} : { position }) }] });
}
