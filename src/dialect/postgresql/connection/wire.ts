import type { EventEmitter } from "node:events";
import type { Writable } from "node:stream";
import type { Client, QueryResult } from "pg";

/** How one statement of a message ended. */
export interface Completion {
  /** The command tag's word: `SELECT`, `COMMIT`, `ROLLBACK`, `CREATE`. */
  readonly command: string | null;
  readonly rowCount: number | null;
  /** Values as the server spells them (`t`, `f`, `42`), null for NULL. */
  readonly rows: readonly Readonly<Record<string, string | null>>[];
}

/** What the server said beside the answer. */
export interface Notice {
  readonly severity: string;
  readonly code: string;
  readonly message: string;
}

/** One connection, alive until it is not: it never connects again by itself. Queries given together travel together. */
export interface Wire {
  /** The backend's pid as the protocol gave it; behind a pooler the pooler's own number. */
  readonly pid: number;
  readonly alive: boolean;
  /** One simple-query message of one or more statements. @throws the driver's error, with the SQLSTATE as `code` where the server gave one. */
  message(sql: string): Promise<readonly Completion[]>;
  /** How many statements of a message had completed when this error ended it: tells which one failed. */
  completedBefore(error: unknown): number;
  /** One statement with parameters. */
  query(text: string, values: readonly unknown[]): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** What the session's settings were last made to be, as its maker spells it, once `made` has been answered; null: nobody knows. */
  pinned: { readonly key: string; readonly made: Promise<unknown> } | null;
  /** Notices since the last call. */
  notices(): readonly Notice[];
  end(): Promise<void>;
  /** Drops the connection without a word. */
  destroy(): void;
}

/** Wraps a connected client. Its errors between queries only mark it dead: whoever asks next is told. */
export function createWire(client: Client): Wire {
  const { connection } = client as unknown as Internals;
  let alive = true;
  /** Of the message that is being answered. */
  let completed = 0;
  const completedAt = new WeakMap<object, number>();
  let kept: Notice[] = [];
  const died = () => {
    alive = false;
  };
  client.on("error", died);
  client.on("end", died);
  connection.on("commandComplete", () => completed++);
  // Messages travel together: when their sender hears of the error, the answer to the next one may have begun.
  connection.on("errorMessage", (error: object) => completedAt.set(error, completed));
  connection.on("readyForQuery", () => {
    completed = 0;
  });
  client.on("notice", ({ severity, code, message }) => {
    if (kept.push({ severity: severity ?? "", code: code ?? "", message: message ?? "" }) > keptNotices) kept.shift();
  });
  return {
    get pid() {
      return (client as unknown as Internals).processID;
    },
    completedBefore: (error) => (typeof error === "object" && error !== null ? completedAt.get(error) : undefined) ?? completed,
    get alive() {
      return alive;
    },
    pinned: null,
    message: async (sql) => {
      together(connection.stream);
      const answer: QueryResult | QueryResult[] = await client.query({ text: sql, types: spelled });
      return Array.isArray(answer) ? answer : [answer];
    },
    query: async (text, values) => (await client.query(text, [...values])).rows,
    notices: () => {
      const taken = kept;
      kept = [];
      return taken;
    },
    end: async () => {
      alive = false;
      await client.end().catch(() => undefined);
    },
    destroy: () => {
      alive = false;
      connection.stream.destroy();
    },
  };
}

const keptNotices = 100;

/** What is sent in a row leaves in one piece: a system call for each message took as long as all else that is done to send it. */
function together(stream: Internals["connection"]["stream"]): void {
  if (stream.writableCorked > 0) return;
  stream.cork();
  queueMicrotask(() => stream.uncork());
}

/** What the driver has and its types do not show. */
interface Internals {
  readonly processID: number;
  readonly connection: EventEmitter & { readonly stream: Writable };
}

const spelled = { getTypeParser: () => (value: string) => value };
