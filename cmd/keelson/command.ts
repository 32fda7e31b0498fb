import type { Diagnostic } from "../../src/core/diagnostic.ts";
import type { ExitCode } from "../../src/core/error.ts";
import type { OutputDocument } from "./document/documents.shape.ts";
import type { Text } from "./pieces.ts";
import type { Terminal } from "./terminal.ts";

/** One flag as help shows it: `--quiet`, `--out <file>`, `-f, --file <path>`; a name that begins with `no-` switches off. */
export interface Flag {
  readonly flags: string;
  readonly description: string;
  /** Allowed words, where there are only these. */
  readonly choices?: readonly string[];
  /** Given several times it collects (`--var K=V`). */
  readonly repeatable?: boolean;
}

export interface Argument {
  /** `<target>` required, `[target]` optional, `[paths...]` many. */
  readonly name: string;
  readonly description: string;
}

export interface Example {
  readonly line: string;
  readonly does: string;
}

/** What a verb was called with. */
export interface Invocation {
  readonly args: readonly (string | readonly string[] | undefined)[];
  readonly flags: Readonly<Record<string, unknown>>;
  readonly terminal: Terminal;
  /** Aborts on the first interrupt; the running stage ends or rolls back. */
  readonly signal: AbortSignal;
  /** Aborts on the second: the running statement is cancelled. */
  readonly cancel: AbortSignal;
}

/** What a verb has to say: one JSON document and the same for people. */
export interface Outcome {
  readonly exitCode: ExitCode;
  /** The document's kind, e.g. `Current`; its fields stand beside it. Null where `text` is the result itself (graph, SQL). */
  readonly document: OutputDocument | null;
  readonly text: Text;
  readonly diagnostics?: readonly Diagnostic[];
}

/** One verb: what help says of it, and what it does. Loaded only when it is called. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  readonly arguments: readonly Argument[];
  readonly flags: readonly Flag[];
  readonly examples: readonly Example[];
  run(invocation: Invocation): Promise<Outcome>;
}
