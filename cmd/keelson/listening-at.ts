import type { Listening } from "../../src/http/http-server.ts";
import { usage } from "./verb-options.ts";

/** The address that a flag says, or a port alone at the host that is usual for it. @throws InputError */
export function listeningAt(flag: string, text: string, usual: Pick<Listening, "host">): Listening {
  const [, host = usual.host, port = ""] =
    /^(?:(.+):)?(\d{1,5})$/.exec(text) ??
    usage(`--${flag} ${text} is no address`, "Write host:port, such as 127.0.0.1:8080, or a port alone");
  if (Number(port) > 65_535) usage(`--${flag} ${text} is no address`, "Write a port from 0, which is any that is free, to 65535");
  return { host: host.replace(/^\[(.*)\]$/, "$1"), port: Number(port) };
}
