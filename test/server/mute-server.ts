import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";

/** Takes connections and never says a word. */
export interface MuteServer extends AsyncDisposable {
  readonly port: number;
  /** Those that there have been. */
  connections(): number;
  /** Those that there are. */
  open(): number;
  /** Ends them. */
  hangUp(): Promise<void>;
}

export async function startMuteServer(): Promise<MuteServer> {
  const sockets = new Set<Socket>();
  let taken = 0;
  const server = createServer((socket) => {
    taken++;
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("close", () => sockets.delete(socket));
    socket.resume();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const hangUp = async () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => taken,
    open: () => sockets.size,
    hangUp,
    [Symbol.asyncDispose]: async () => {
      server.close();
      await hangUp();
    },
  };
}
