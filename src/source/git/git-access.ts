import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SourceInvalidError } from "../source-errors.ts";
import { refuseOpenCredentials, type RepositoryUrl } from "./repository-url.ts";

/** What logs in to a repository; read anew for each fetch, so that rotated ones are seen. */
export interface GitCredentials {
  readonly username?: string;
  readonly password?: string;
  /** Private key for ssh. */
  readonly identity?: string;
  /** Keys of the hosts that ssh may talk to, as in `known_hosts`. */
  readonly knownHosts?: string;
  /** Certificates that https trusts beside those of the system. */
  readonly ca?: string;
}

/** Of the process around the library: what the programs that git calls need of it. */
export interface GitSurroundings {
  readonly PATH?: string | undefined;
  /** Where ssh looks for the hosts and keys that a person has; absent: only what `credentials` give. */
  readonly HOME?: string | undefined;
  readonly SSH_AUTH_SOCK?: string | undefined;
}

/** A private folder and an environment for git, gone when disposed. */
export interface GitAccess extends AsyncDisposable {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  /** Text without what must not be printed. */
  redact(text: string): string;
}

/** Nothing of the machine's or the user's settings reaches git: they may name programs. */
const fixed: Readonly<Record<string, string>> = {
  LC_ALL: "C",
  GIT_TERMINAL_PROMPT: "0",
  GIT_ASKPASS: "false",
  SSH_ASKPASS_REQUIRE: "never",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_ATTR_NOSYSTEM: "1",
  GIT_OPTIONAL_LOCKS: "0",
  GIT_NO_LAZY_FETCH: "1",
  GIT_NO_REPLACE_OBJECTS: "1",
  GIT_LFS_SKIP_SMUDGE: "1",
  GIT_SSH_VARIANT: "ssh",
};

/** @throws SourceInvalidError */
export async function openGitAccess(
  repository: RepositoryUrl,
  credentials: GitCredentials,
  surroundings: GitSurroundings,
): Promise<GitAccess> {
  const { username = "git", password, identity, knownHosts, ca } = credentials;
  if (/[\r\n\0]/.test(`${username}${password ?? ""}`))
    throw new SourceInvalidError("invalid-credentials", "user name or password holds a line break", "Write each on one line");
  if (password !== undefined) refuseOpenCredentials(repository);
  const folder = await mkdtemp(join(tmpdir(), "keelson-git-"));
  const keep = async (name: string, text: string | undefined): Promise<string | undefined> => {
    if (text === undefined) return undefined;
    const path = join(folder, name);
    await writeFile(path, text.endsWith("\n") ? text : `${text}\n`, { mode: 0o600 });
    return path;
  };
  const [identityFile, hostsFile, caFile] = [
    await keep("identity", identity),
    await keep("known_hosts", knownHosts),
    await keep("ca.crt", ca),
  ];
  const secrets = [password, identity].filter((secret) => secret !== undefined && secret !== "") as string[];
  return {
    folder,
    env: {
      ...fixed,
      PATH: surroundings.PATH ?? "/usr/local/bin:/usr/bin:/bin",
      HOME: folder,
      GIT_ALLOW_PROTOCOL: repository.kind,
      GIT_SSH_COMMAND: sshCommand(identityFile, hostsFile, surroundings),
      ...(identityFile === undefined && surroundings.SSH_AUTH_SOCK !== undefined ? { SSH_AUTH_SOCK: surroundings.SSH_AUTH_SOCK } : {}),
      ...(password === undefined ? {} : { KEELSON_GIT_USERNAME: username, KEELSON_GIT_PASSWORD: password }),
      ...settings({
        "core.hooksPath": "/dev/null",
        "core.fsmonitor": "false",
        "core.bigFileThreshold": "16m",
        "core.alternateRefsCommand": "false",
        "gc.auto": "0",
        "maintenance.auto": "false",
        "fetch.recurseSubmodules": "false",
        "fetch.writeCommitGraph": "false",
        "protocol.version": "2",
        "http.followRedirects": "initial",
        "http.lowSpeedLimit": "100",
        "http.lowSpeedTime": "20",
        ...(caFile === undefined ? {} : { "http.sslCAInfo": caFile }),
        // Bound to this repository's host: a redirect elsewhere gets nothing. The shell reads both from its environment, so neither stands in a command line.
        ...(password === undefined ? {} : { [`credential.${new URL(repository.shown).origin}.helper`]: helper }),
      }),
    },
    redact: (text) =>
      secrets
        .flatMap((secret) => [secret, encodeURIComponent(secret), Buffer.from(`${username}:${secret}`).toString("base64")])
        .reduce((rest, secret) => rest.replaceAll(secret, "***"), text),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

const helper = '!f() { test "$1" = get && printf "username=%s\\npassword=%s\\n" "$KEELSON_GIT_USERNAME" "$KEELSON_GIT_PASSWORD"; }; f';

function settings(values: Readonly<Record<string, string>>): Record<string, string> {
  const pairs = Object.entries(values).flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${index}`, key],
    [`GIT_CONFIG_VALUE_${index}`, value],
  ]);
  return { ...Object.fromEntries(pairs), GIT_CONFIG_COUNT: String(pairs.length / 2) };
}

/** A host that nobody vouched for is never talked to. */
function sshCommand(identity: string | undefined, knownHosts: string | undefined, { HOME }: GitSurroundings): string {
  const hosts = knownHosts ?? (HOME === undefined ? "none" : join(HOME, ".ssh", "known_hosts"));
  const keys =
    identity !== undefined
      ? [identity]
      : HOME === undefined
        ? ["none"]
        : ["id_ed25519", "id_ecdsa", "id_rsa"].map((name) => join(HOME, ".ssh", name));
  const options = {
    BatchMode: "yes",
    ConnectTimeout: "10",
    ServerAliveInterval: "5",
    StrictHostKeyChecking: "yes",
    UserKnownHostsFile: hosts,
    GlobalKnownHostsFile: "none",
    UpdateHostKeys: "no",
    ClearAllForwardings: "yes",
    ForwardAgent: "no",
    PermitLocalCommand: "no",
    ...(identity === undefined ? {} : { IdentitiesOnly: "yes", IdentityAgent: "none" }),
  };
  const words = [
    "ssh",
    "-F",
    "none",
    ...Object.entries(options).flatMap(([key, value]) => ["-o", `${key}=${value}`]),
    ...keys.flatMap((key) => ["-i", key]),
  ];
  return words.map((word) => (/^[\w./=-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(" ");
}
