import { writeSync } from "node:fs";

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
      process.stderr.write(`error[output-failed]: standard output cannot be written: ${code}\n  Send it where there is room\n`);
      process.exitCode = 1;
    }
  }
}
