import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Milliseconds } from "../../core/duration.ts";
import { SourceTooLargeError, SourceUnavailableError } from "../source-errors.ts";
import type { GitAccess } from "./git-access.ts";
import { gitFailure } from "./git-failure.ts";
import { type ProgramEnd, runProgram } from "./run-program.ts";

/** How long and how much one call of git may take. */
export interface GitLimits {
  readonly timeout: Milliseconds;
  /** Of what the server sends, packed. */
  readonly packBytes: number;
}

export const defaultGitLimits: GitLimits = { timeout: 60_000, packBytes: 256 * 1024 * 1024 };

export interface Answer {
  readonly answer: "yes" | "no";
  readonly output: string;
  /** On standard error. */
  readonly said: string;
}

/** Git in one bare repository. */
export interface Git {
  /** Where the repository comes from, as people see it. */
  readonly shown: string;
  /** Standard output. @throws SourceUnavailableError, SourceMissingError, SourceTooLargeError */
  run(words: readonly string[], options?: { readonly input?: string; readonly most?: number }): Promise<Buffer>;
  /** Of a command that may say no. */
  ask(words: readonly string[], env: Readonly<Record<string, string>>): Promise<Answer>;
  /** The same, of a command that brings a pack: one that grows too large is stopped on the way. */
  bring(words: readonly string[], options?: { readonly input?: string }): Promise<Buffer>;
}

export interface GitOptions {
  readonly folder: string;
  readonly access: GitAccess;
  readonly shown: string;
  readonly limits: GitLimits;
  readonly signal: AbortSignal;
}

const someOutput = 16 * 1024 * 1024;
/** Milliseconds between two looks at a pack that arrives. */
const glance = 50;

export function openGit({ folder, access, shown, limits, signal }: GitOptions): Git {
  const call = (
    words: readonly string[],
    more: {
      readonly input?: string;
      readonly most?: number;
      readonly env?: Readonly<Record<string, string>>;
      readonly signal?: AbortSignal;
    },
  ) =>
    runProgram("git", words, {
      cwd: folder,
      env: { ...access.env, GIT_DIR: folder, ...more.env },
      timeout: limits.timeout,
      most: more.most ?? someOutput,
      signal: more.signal ?? signal,
      ...(more.input === undefined ? {} : { input: more.input }),
    });
  const outputOf = (end: ProgramEnd): Buffer => {
    if (end.kind === "ended" && end.code === 0) return end.output;
    throw failure(end, shown, access, limits);
  };
  return {
    shown,
    async run(words, more = {}) {
      return outputOf(await call(words, more));
    },
    async ask(words, env) {
      const end = await call(words, { env });
      if (end.kind !== "ended") throw failure(end, shown, access, limits);
      return { answer: end.code === 0 ? "yes" : "no", output: end.output.toString().trim(), said: access.redact(end.complaint) };
    },
    async bring(words, more = {}) {
      const tooLarge = new AbortController();
      const watch = setInterval(() => {
        if (arriving(join(folder, "objects", "pack")) > limits.packBytes)
          tooLarge.abort(new SourceTooLargeError(shown, `more than ${limits.packBytes} packed bytes`));
      }, glance);
      try {
        return outputOf(await call(words, { ...more, signal: AbortSignal.any([signal, tooLarge.signal]) }));
      } finally {
        clearInterval(watch);
      }
    },
  };
}

/** Bytes of packs that are not complete yet. */
function arriving(folder: string): number {
  try {
    const packs = readdirSync(folder).filter((name) => name.startsWith("tmp_"));
    return packs.reduce((sum, name) => sum + (statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0), 0);
  } catch {
    return 0;
  }
}

function failure(end: ProgramEnd, shown: string, access: GitAccess, limits: GitLimits): Error {
  switch (end.kind) {
    case "ended":
      return gitFailure(shown, access.redact(end.complaint));
    case "missing":
      return new SourceUnavailableError(
        "git-not-found",
        "there is no git on this machine",
        "Install git (and ssh, for ssh URLs), or name the folder that it stands in by PATH",
      );
    case "tooSlow":
      return new SourceUnavailableError(
        "source-unavailable",
        `${shown} did not answer in ${limits.timeout / 1000} s`,
        "Try again; the last state stays meanwhile",
      );
    case "tooMuch":
      return new SourceTooLargeError(shown, "more than can be listed");
  }
}
