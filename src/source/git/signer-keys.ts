import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Milliseconds } from "../../core/duration.ts";
import { SourceInvalidError, SourceUnavailableError } from "../source-errors.ts";
import type { GitAccess } from "./git-access.ts";
import { runProgram } from "./run-program.ts";

const block = /-----BEGIN PGP PUBLIC KEY BLOCK-----[\s\S]*?-----END PGP PUBLIC KEY BLOCK-----/g;
const importTime: Milliseconds = 20_000;

/**
 * The keys whose signatures are taken: PGP blocks, lines of `allowed_signers`, lines of public ssh keys, in any mixture. Gives the environment in which git knows
 * these and no others. @throws SourceInvalidError where there is none
 */
export async function signerEnvironment(keys: string, access: GitAccess, signal: AbortSignal): Promise<Readonly<Record<string, string>>> {
  const blocks = keys.match(block) ?? [];
  const signers = keys
    .replace(block, "")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map(allowedSigner);
  if (blocks.length + signers.length === 0)
    throw new SourceInvalidError(
      "no-signer-keys",
      "spec.source.git.verify names no key",
      "Give public PGP keys, or ssh keys as in allowed_signers",
    );
  const home = join(access.folder, "gnupg");
  const allowed = join(access.folder, "allowed_signers");
  await mkdir(home, { recursive: true, mode: 0o700 });
  await writeFile(join(home, "gpg.conf"), "batch\nno-autostart\nno-auto-key-retrieve\nno-auto-key-locate\ntrust-model always\n", {
    mode: 0o600,
  });
  await writeFile(allowed, `${signers.join("\n")}\n`, { mode: 0o600 });
  if (blocks.length > 0) await importKeys(blocks.join("\n"), home, access, signal);
  return { GNUPGHOME: home, ...appended(access.env, { "gpg.ssh.allowedSignersFile": allowed, "gpg.minTrustLevel": "fully" }) };
}

/** A line that names nobody stands for whoever has the key. */
const allowedSigner = (line: string): string => (/^(?:ssh|ecdsa|sk)-\S+ [A-Za-z0-9+/=]+/.test(line) ? `* ${line}` : line);

async function importKeys(keys: string, home: string, access: GitAccess, signal: AbortSignal): Promise<void> {
  const end = await runProgram("gpg", ["--homedir", home, "--quiet", "--import"], {
    cwd: access.folder,
    env: access.env,
    input: keys,
    timeout: importTime,
    most: 1_000_000,
    signal,
  });
  if (end.kind === "missing")
    throw new SourceUnavailableError(
      "gpg-not-found",
      "there is no gpg on this machine to verify signatures with",
      "Install GnuPG, or sign with ssh keys",
    );
  if (end.kind !== "ended" || end.code !== 0)
    throw new SourceInvalidError(
      "invalid-signer-keys",
      "a PGP key under spec.source.git.verify cannot be read",
      "Export it with `gpg --armor --export`",
    );
}

/** Settings behind those that the environment has. */
function appended(env: Readonly<Record<string, string>>, values: Readonly<Record<string, string>>): Record<string, string> {
  const first = Number(env["GIT_CONFIG_COUNT"] ?? "0");
  const pairs = Object.entries(values).flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${first + index}`, key],
    [`GIT_CONFIG_VALUE_${first + index}`, value],
  ]);
  return { ...Object.fromEntries(pairs), GIT_CONFIG_COUNT: String(first + pairs.length / 2) };
}
