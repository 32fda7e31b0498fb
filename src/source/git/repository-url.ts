import { SourceInvalidError } from "../source-errors.ts";
import { isThisMachine } from "../this-machine.ts";

/** Where a repository lies, as git is told. */
export interface RepositoryUrl {
  readonly kind: "https" | "http" | "ssh";
  readonly url: string;
  /** Without user: what is printed, and what credentials are bound to. */
  readonly shown: string;
}

/** `https://`, `ssh://` or `git@host:path`. @throws SourceInvalidError for everything else: other protocols reach files and programs */
export function parseRepositoryUrl(text: string): RepositoryUrl {
  const [, user, host, path] = /^([\w.-]+)@([\w.-]+):(?!\/\/)(.+)$/.exec(text) ?? [];
  const parsed = URL.parse(host === undefined ? text : `ssh://${user}@${host}/${path}`);
  const kind = kindOf(parsed?.protocol);
  if (parsed === null || kind === undefined || parsed.hostname === "" || parsed.hostname.startsWith("-") || /[\s\0]/.test(text))
    throw invalid(
      "unsupported-git-url",
      "spec.source.git.url is no repository that keelson reads from",
      "Write https://host/path, ssh://user@host/path or user@host:path",
    );
  if (parsed.password !== "" || (kind !== "ssh" && parsed.username !== ""))
    throw invalid(
      "credentials-in-url",
      `the URL of ${parsed.host}${parsed.pathname} holds credentials`,
      "Write them under spec.source.git.credentials, by reference",
    );
  const shown = `${kind}://${parsed.host}${parsed.pathname}`;
  return { kind, url: host === undefined ? parsed.href : text, shown };
}

/** Credentials travel in the open over plain http, so only to this machine. @throws SourceInvalidError */
export function refuseOpenCredentials({ kind, shown }: RepositoryUrl): void {
  const host = URL.parse(shown)?.hostname ?? "";
  if (kind !== "http" || isThisMachine(host)) return;
  throw invalid("insecure-credentials", `credentials would be sent unencrypted to ${shown}`, "Write the URL with https");
}

const kindOf = (protocol: string | undefined): RepositoryUrl["kind"] | undefined =>
  protocol === "https:" ? "https" : protocol === "http:" ? "http" : protocol === "ssh:" ? "ssh" : undefined;

const invalid = (code: string, message: string, remedy: string) => new SourceInvalidError(code, message, remedy);
