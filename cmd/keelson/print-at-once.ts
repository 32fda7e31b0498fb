import { writeSync } from "node:fs";

/** What is said where standard output takes nothing. */
export const outputFailed = (reason: string) =>
  ({ code: "output-failed", message: `standard output cannot be written: ${reason}` }) as const;

/** Writes to standard output without its stream, whose making costs a tenth of an empty Node. A reader that has gone is no fault. */
export function printAtOnce(text: string): void {
  const bytes = Buffer.from(text);
  let written = 0;
  try {
    while (written < bytes.length) written += writeSync(1, bytes, written);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // A pipe that does not block is full: the stream knows how to wait.
    if (code === "EAGAIN") process.stdout.write(bytes.subarray(written));
    else if (code !== "EPIPE") {
      const failed = outputFailed(String(code));
      process.stderr.write(`error[${failed.code}]: ${failed.message}\n  Send it where there is room\n`);
      process.exitCode = 1;
    }
  }
}
