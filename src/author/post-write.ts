import { spawn } from "node:child_process";
import { CreationError } from "../core/error.ts";

/** Runs each command of `postWrite` with the written paths as its last arguments, without a shell. @throws CreationError */
export async function runPostWrite(
  commands: readonly (readonly string[])[],
  paths: readonly string[],
  workingFolder: string,
): Promise<void> {
  for (const [program = "", ...given] of commands) {
    const outcome = await run(program, [...given, ...paths], workingFolder);
    if (outcome !== undefined) throw failure([program, ...given].join(" "), outcome);
  }
}

/** What the command said when it failed, or undefined. */
function run(program: string, given: readonly string[], workingFolder: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn(program, given, { cwd: workingFolder, stdio: ["ignore", "ignore", "pipe"] });
    let said = "";
    child.stderr.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
    child.on("error", ({ message }) => resolve(message));
    child.on("close", (status) => resolve(status === 0 ? undefined : said.trim() || `it ended with ${status ?? "a signal"}`));
  });
}

function failure(command: string, reason: string): CreationError {
  const code = "post-write-failed";
  const message = `the files are written, but \`${command}\` failed: ${reason}`;
  return new CreationError(message, { code, remedy: "Run it by hand, or mend `postWrite` in keelson.config.yaml" });
}
