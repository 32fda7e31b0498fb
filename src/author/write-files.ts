import { chmod, mkdir, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
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

/** Replaces the content of a file whole or not at all; of a link that of the file that it leads to. @throws CreationError */
export async function replaceFile(workingFolder: string, { path, text }: AuthoredFile): Promise<void> {
  const target = resolve(workingFolder, path);
  await attempt(path, async () => {
    await mkdir(dirname(target), { recursive: true });
    const there = await stat(target).catch(() => null);
    if (there === null || there.isDirectory()) await putInPlace(target, text, null);
    else if (there.isFile()) await putInPlace(await realpath(target), text, there.mode);
    // A device or a pipe (/dev/stdout) takes what it is given; a file in its place would end it for everybody.
    else await writeFile(target, text);
  });
}

/** `mode`: who may do what with the file that was there. */
async function putInPlace(target: string, text: string, mode: number | null): Promise<void> {
  const beside = `${target}.keelson-new`;
  try {
    await writeFile(beside, text);
    if (mode !== null) await chmod(beside, mode);
    await rename(beside, target);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
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
