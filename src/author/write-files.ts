import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { CreationError, ExitCode, KeelsonError } from "../core/error.ts";
import type { AuthoredFile } from "./authored-file.ts";

/** Writes files that are not there yet. @throws CreationError naming the first that is, or cannot be written; nothing is overwritten */
export async function writeNewFiles(workingFolder: string, files: readonly AuthoredFile[]): Promise<void> {
  for (const { path, text } of files) {
    const target = resolve(workingFolder, path);
    await attempt(path, async () => {
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, text, { flag: "wx" });
    });
  }
}

/** Replaces the content of a file whole or not at all. @throws CreationError */
export async function replaceFile(workingFolder: string, { path, text }: AuthoredFile): Promise<void> {
  const target = resolve(workingFolder, path);
  const beside = `${target}.keelson-new`;
  await attempt(path, async () => {
    await mkdir(dirname(target), { recursive: true });
    await writeFile(beside, text);
    await rename(beside, target).catch(async (error: unknown) => {
      await rm(beside, { force: true });
      throw error;
    });
  });
}

/** @throws CreationError */
export async function removeFile(workingFolder: string, path: string): Promise<void> {
  await attempt(path, () => rm(resolve(workingFolder, path)));
}

async function attempt(path: string, action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (cause) {
    throw cause instanceof KeelsonError ? cause : describe(path, cause as NodeJS.ErrnoException);
  }
}

function describe(path: string, cause: NodeJS.ErrnoException): CreationError {
  // A folder's name that a file has is also EEXIST, from mkdir: nobody asked for that name to be new.
  const exists = cause.code === "EEXIST" && cause.syscall === "open";
  const code = exists ? "file-exists" : "file-not-written";
  const message = exists ? `${path} is there already` : `${path} cannot be written: ${cause.code ?? cause.message}`;
  const remedy = exists
    ? "Choose another id or message, or another `fileName` in keelson.config.yaml"
    : "See that the folder may be written to and the disk has room";
  const exitCode = exists ? ExitCode.invalid : ExitCode.failed;
  return new CreationError(message, { code, cause, exitCode, remedy });
}
