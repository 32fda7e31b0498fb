import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { type Action, createFaults } from "./faults.ts";
import { createGate } from "./gate.ts";
import type { Message } from "./message.ts";
import type { Point } from "./point.ts";
import { relay } from "./relay.ts";

/** A TCP proxy before a PostgreSQL server that reads the messages and does damage at a chosen one. */
export interface PostgresProxy extends AsyncDisposable {
  /** The URL that was given, through the proxy. */
  readonly url: string;
  /** What was passed on so far, both ways, of all connections. */
  readonly messages: readonly Message[];
  /** The SQL of every statement passed on so far. */
  statements(): readonly string[];
  /** How often a client sent something after the server had answered, startup left out. Exact with a delay, since a burst is one only while no answer comes between. */
  roundTrips(): number;
  /** Does `action` once at the point; resolves with the message when it is done. */
  at(point: Point, action: Action): Promise<Message>;
  /** From now on a round trip takes this many milliseconds longer. */
  delay(milliseconds: number): void;
  /** Becomes a black hole: accepts, and passes on neither data nor the end of a connection. */
  stall(): void;
  resume(): void;
  /** Ends all connections. */
  cut(): void;
  /** Ends all connections and refuses new ones until `up`, which is on the same port. */
  down(): Promise<void>;
  up(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a proxy on a free port of 127.0.0.1 before the server of a URL. */
export async function startProxy(target: string): Promise<PostgresProxy> {
  const { hostname, port: targetPort } = new URL(target);
  const faults = createFaults();
  const gate = createGate();
  const sockets = new Set<Socket>();
  const messages: Message[] = [];
  let connections = 0;
  let oneWay = 0;

  const track = (socket: Socket): Socket => {
    sockets.add(socket);
    return socket.setNoDelay(true).once("close", () => sockets.delete(socket));
  };
  const listener = createServer({ allowHalfOpen: true }, (client) => {
    const server = connect({ host: hostname, port: Number(targetPort), allowHalfOpen: true });
    connections++;
    relay({
      connection: connections,
      client: track(client),
      server: track(server),
      faults,
      gate,
      delay: () => oneWay,
      record: (message) => messages.push(message),
    });
  });
  const listen = async (port: number) => {
    listener.listen(port, "127.0.0.1");
    await once(listener, "listening");
  };
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  const down = async () => {
    if (!listener.listening) return;
    const closed = once(listener, "close");
    listener.close();
    cut();
    await closed;
  };

  await listen(0);
  const { port } = listener.address() as AddressInfo;
  const url = new URL(target);
  url.port = String(port);
  return {
    url: url.href,
    messages,
    statements: () => messages.flatMap(({ side, text }) => (side === "frontend" && text !== undefined ? [text] : [])),
    roundTrips: () => countRoundTrips(messages),
    at: faults.at,
    delay: (milliseconds) => {
      oneWay = milliseconds / 2;
    },
    stall: gate.shut,
    resume: gate.open,
    cut,
    down,
    up: () => listen(port),
    stop: down,
    [Symbol.asyncDispose]: down,
  };
}

function countRoundTrips(messages: readonly Message[]): number {
  const last = new Map<number, "opening" | "asking" | "answered">();
  let count = 0;
  for (const { connection, side, kind } of messages) {
    const before = last.get(connection) ?? "opening";
    if (side === "backend") {
      if (before !== "opening" || kind === "ReadyForQuery") last.set(connection, "answered");
    } else if (before === "answered" && kind !== "Terminate") {
      last.set(connection, "asking");
      count++;
    }
  }
  return count;
}
