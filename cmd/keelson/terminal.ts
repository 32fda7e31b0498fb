import { KeelsonError } from "../../src/core/error.ts";
import { visible } from "../../src/core/visible.ts";
import { chunksOf, type Text } from "./pieces.ts";
import { outputFailed } from "./print-at-once.ts";

export interface TerminalOptions {
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly color: boolean;
  readonly progress: boolean;
  readonly logFormat: "text" | "json";
}

/** The person, or the pipe, at the other end. Results go to standard output, all else to standard error. */
export class Terminal {
  readonly options: TerminalOptions;
  /** Made only where somebody may be asked: Node makes the stream when it is first looked at, and takes its time. */
  readonly #input: () => NodeJS.ReadStream;
  readonly #output: NodeJS.WriteStream;
  readonly #error: NodeJS.WriteStream;

  constructor(options: TerminalOptions, streams: Pick<NodeJS.Process, "stdin" | "stdout" | "stderr">) {
    this.options = options;
    this.#input = () => streams.stdin;
    this.#output = streams.stdout;
    this.#error = streams.stderr;
    // Whoever writes is told of a fault by its own call; without a listener the stream would end the process in the middle of a run.
    for (const stream of [this.#output, this.#error]) stream.on("error", () => undefined);
  }

  /** Whether somebody can be asked. */
  get interactive(): boolean {
    return this.#error.isTTY === true && this.#input().isTTY === true;
  }

  get animated(): boolean {
    return this.options.progress && !this.options.quiet && this.#error.isTTY === true;
  }

  /** Infinite where the result goes to a file or a pipe: nothing is cut there. */
  get columns(): number {
    return this.#output.isTTY === true ? (this.#output.columns ?? 80) : Number.POSITIVE_INFINITY;
  }

  /** A result. Resolves when the text has left, so that a process may end after it, or when nobody reads it any more. @throws KeelsonError where it cannot be written */
  async print(text: Text): Promise<void> {
    this.flush();
    for (const chunk of chunksOf(text)) if ((await this.#write(chunk)) === "unread") return;
  }

  #write(text: string): Promise<"written" | "unread"> {
    return new Promise((resolve, reject) => {
      this.#output.write(harmless(text, this.#output), (error) => {
        const { code } = (error ?? {}) as NodeJS.ErrnoException;
        if (error && code !== "EPIPE") reject(unwritten(code ?? error.message));
        else resolve(error ? "unread" : "written");
      });
    });
  }

  /** Something for people beside the result. Lines told in a row leave together: a system call for each takes as long as all else that a run does for a revision. */
  note(text: string): void {
    if (this.options.quiet) return;
    together(this.#error);
    this.#error.write(`${harmless(text, this.#error)}\n`);
  }

  /** What was told leaves now: before a result, which goes another way, and where the process ends as it stands. */
  flush(): void {
    this.#error.uncork();
  }

  /** A fault: said even where --quiet asks for silence. */
  fault(text: string): void {
    this.#error.write(`${harmless(text, this.#error)}\n`);
  }

  /** One line that replaces itself; nothing where nobody watches. */
  progress(text: string): void {
    if (this.animated) this.#error.write(`\r\u001b[K${harmless(text, this.#error)}`);
  }

  endProgress(): void {
    if (this.animated) this.#error.write("\r\u001b[K");
  }

  async confirm(question: string): Promise<boolean> {
    if (!this.interactive) return false;
    const { createInterface } = await import("node:readline/promises");
    const lines = createInterface({ input: this.#input(), output: this.#error });
    try {
      return /^y(es)?$/i.test((await lines.question(`${harmless(question, this.#error)} [y/N] `)).trim());
    } finally {
      lines.close();
    }
  }

  red(text: string): string {
    return this.#paint("31", text);
  }

  green(text: string): string {
    return this.#paint("32", text);
  }

  yellow(text: string): string {
    return this.#paint("33", text);
  }

  #paint(code: string, text: string): string {
    return this.options.color ? `\u001b[${code}m${text}\u001b[0m` : text;
  }
}

function together(stream: NodeJS.WriteStream): void {
  if (stream.writableCorked > 0) return;
  stream.cork();
  setImmediate(() => stream.uncork());
}

const ownColours = /(\u001b\[(?:3[123]|0)m)/;

/** A name or a message from elsewhere that would steer a terminal is told in words; what goes to a file or a pipe is as it is. */
const harmless = (text: string, { isTTY }: NodeJS.WriteStream): string =>
  isTTY === true
    ? text
        .split(ownColours)
        .map((part) => (ownColours.test(part) ? part : visible(part)))
        .join("")
    : text;

function unwritten(reason: string): KeelsonError {
  const { code, message } = outputFailed(reason);
  return new KeelsonError(message, { code, remedy: "What was asked is done; `keelson status` tells where the database stands" });
}
