import { SignatureRefusedError } from "../source-errors.ts";
import type { FetchedCommit } from "./fetch-commit.ts";
import type { Git } from "./git.ts";
import type { GitAccess } from "./git-access.ts";
import { signerEnvironment } from "./signer-keys.ts";

/** Whose signature is asked for: that of the commit, or that of the tag which leads to it. */
export interface GitVerification {
  readonly mode: "commit" | "tag";
  /** Public keys of the signers. */
  readonly keys: string;
}

/** As `git verify-commit` and `git verify-tag` do it, with these keys alone. @throws SignatureRefusedError, SourceInvalidError */
export async function verifySignature(
  git: Git,
  access: GitAccess,
  { commit, tag }: FetchedCommit,
  { mode, keys }: GitVerification,
  signal: AbortSignal,
): Promise<void> {
  const env = await signerEnvironment(keys, access, signal);
  const what = `${mode} ${(mode === "tag" ? (tag ?? commit) : commit).slice(0, 12)} of ${git.shown}`;
  if (mode === "tag" && tag === undefined) throw new SignatureRefusedError(what, "no annotated tag leads to it");
  const object = mode === "tag" ? (tag ?? commit) : commit;
  const { answer, said } = await git.ask([`verify-${mode}`, "--raw", object], env);
  if (answer === "no") throw new SignatureRefusedError(what, reason(said));
}

function reason(said: string): string {
  if (/ERRSIG|NO_PUBKEY|No principal matched|with key/i.test(said)) return "it is signed, but by none of the keys that may";
  if (/BADSIG|Could not verify|incorrect signature/i.test(said)) return "its signature is not that of its content";
  if (/EXPKEYSIG|EXPSIG|REVKEYSIG/.test(said)) return "its key is expired or revoked";
  return "it is not signed";
}
