import { apiVersion } from "../core/api-version.ts";
import { ExitCode, InitError } from "../core/error.ts";
import { isUrlFault, parseConnectionUrl } from "../resource/connection-url.ts";
import { knownDialects } from "../resource/read-options.ts";
import type { AuthoredFile } from "./authored-file.ts";
import { resourceName } from "./resource-name.ts";
import { yamlText } from "./yaml-text.ts";

/** What `keelson init` is asked for. */
export interface InitRequest {
  /** The new project's own folder name: the database's name is taken from it. */
  readonly folderName: string;
  /** As it is to stand in the document; absent: a SQLite file beside it. */
  readonly url?: string;
  readonly dialect?: string;
  /** Which of the paths of `projectFiles` are there already. */
  readonly present: ReadonlySet<string>;
  readonly whenPresent: "refuse" | "overwrite";
}

export interface NewProject {
  /** Relative to the project's folder. */
  readonly files: readonly AuthoredFile[];
  /** What a person should know, one sentence each. */
  readonly notes: readonly string[];
}

const keep = "db/revisions/.gitkeep";
/** What a project consists of. Revisions are never overwritten. */
export const projectFiles = ["keelson.yaml", "db/schema.yaml", "db/revisions"] as const;

/** The files of a new project; no secret is among them. @throws InitError */
export function initProject({ folderName, url, dialect, present, whenPresent }: InitRequest): NewProject {
  const there = projectFiles.filter((path) => present.has(path));
  if (there.length > 0 && whenPresent === "refuse")
    throw initError(
      "project-exists",
      `there is a project already: ${there.join(", ")}`,
      "Use another folder; --force writes anew all but the revisions",
    );
  const name = resourceName(folderName);
  const { spoken, connection, notes } = connect(name, url, dialect);
  const database = {
    apiVersion,
    kind: "Database",
    metadata: { name },
    spec: { dialect: spoken, connection: { url: connection }, source: { directory: "./db" } },
  };
  const schema = { apiVersion, kind: "Schema", metadata: { name, labels: { database: name } }, spec: {} };
  const files = [
    { path: "keelson.yaml", text: yamlText(database) },
    { path: "db/schema.yaml", text: yamlText(schema, { comments: { spec: specComment } }) },
    ...(present.has("db/revisions") ? [] : [{ path: keep, text: "" }]),
  ];
  return { files, notes };
}

interface Connected {
  readonly spoken: string;
  readonly connection: { readonly value: string } | { readonly env: string };
  readonly notes: readonly string[];
}

const fromEnvironment = { env: "KEELSON_URL" } as const;

function connect(name: string, url: string | undefined, dialect: string | undefined): Connected {
  if (url === undefined) {
    if (dialect === undefined || dialect === "sqlite") return { spoken: "sqlite", connection: { value: `sqlite:./${name}.db` }, notes: [] };
    return { spoken: dialect, connection: fromEnvironment, notes: ["Set KEELSON_URL to the URL of the database"] };
  }
  const parsed = parseConnectionUrl(url, dialect === undefined ? [] : [dialect]);
  if (isUrlFault(parsed)) throw initError(parsed.code, parsed.message, parsed.remedy);
  const spoken = dialect ?? parsed.dialect;
  // A dialect from outside may well speak to a URL of ours; one of ours does not speak to that of another.
  if (knownDialects.includes(spoken) && spoken !== parsed.dialect)
    throw initError(
      "other-dialect",
      `the URL is for ${parsed.dialect}, not for ${spoken}`,
      "Leave out --dialect, or give the URL of such a database",
    );
  if (!holdsSecret(url)) return { spoken, connection: { value: url }, notes: [] };
  return { spoken, connection: fromEnvironment, notes: ["The URL holds a password and is not written down: set KEELSON_URL to it"] };
}

/** Before the last `@` (`user:password@`, also where the password holds signs that it should not), or as a parameter (`password=`, `sslpassword=`). */
const holdsSecret = (url: string): boolean => /:\/\/.*:.*@/s.test(url) || /(?:passw(?:or)?d|pwd|passphrase)\s*=/i.test(url);

const specComment = `What should be there. While it says nothing, that is what the revisions make. For example:
spec:
  tables:
    - name: users
      columns:
        - { name: id, type: bigint, identity: always }
        - { name: email, type: text, nullable: false }
      primaryKey: { columns: [id] }`;

const initError = (code: string, message: string, remedy: string): InitError =>
  new InitError(message, { code, exitCode: ExitCode.invalid, remedy });
