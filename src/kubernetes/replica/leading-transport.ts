import type { Transport } from "../client/transport.ts";
import { UnreachableError } from "../client/unreachable-error.ts";

/** Another replica leads, or nobody does at this moment. */
export class NotLeadingError extends UnreachableError {
  constructor() {
    super("Another replica leads by now, so nothing is written here", undefined);
  }
}

/** Writes nothing unless this replica leads at that moment: who slept through the end of its term must not overwrite what the next leader has written. */
export const leadingTransport = (transport: Transport, leads: () => boolean): Transport => ({
  ...transport,
  send: async (request) => {
    if (request.method !== "GET" && !leads()) throw new NotLeadingError();
    return transport.send(request);
  },
});
