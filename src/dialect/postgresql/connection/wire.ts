import type { Client, QueryResult } from "pg";

/** How one statement of a message ended. */
export interface Completion {
  /** The command tag's word: `SELECT`, `COMMIT`, `ROLLBACK`, `CREATE`. */
  readonly command: string | null;
  readonly rowCount: number | null;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
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
  /** One statement with parameters. */
  query(text: string, values: readonly unknown[]): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** Notices since the last call. */
  notices(): readonly Notice[];
  end(): Promise<void>;
  /** Drops the connection without a word. */
  destroy(): void;
}

/** Wraps a connected client. Its errors between queries only mark it dead: whoever asks next is told. */
export function createWire(client: Client): Wire {
  let alive = true;
  let kept: Notice[] = [];
  const died = () => {
    alive = false;
  };
  client.on("error", died);
  client.on("end", died);
  client.on("notice", ({ severity, code, message }) => {
    if (kept.push({ severity: severity ?? "", code: code ?? "", message: message ?? "" }) > keptNotices) kept.shift();
  });
  return {
    get pid() {
      return (client as unknown as { readonly processID: number }).processID;
    },
    get alive() {
      return alive;
    },
    message: async (sql) => {
      const answer: QueryResult | QueryResult[] = await client.query(sql);
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
      (client as unknown as { readonly connection: { readonly stream: { destroy(): void } } }).connection.stream.destroy();
    },
  };
}

const keptNotices = 100;
