import { cString, type Frame } from "./message.ts";

/** The text of a message, see `Message.text`. Of one connection, in order: an Execute is known by the Parse and Bind before it. */
export type Describe = (frame: Frame) => string | undefined;

export function describeFrontend(): Describe {
  const statements = new Map<string, string>();
  const portals = new Map<string, string>();
  return ({ kind, body }) => {
    switch (kind) {
      case "Query":
        return cString(body, 0).text;
      case "Parse": {
        const name = cString(body, 0);
        statements.set(name.text, cString(body, name.next).text);
        return undefined;
      }
      case "Bind": {
        const portal = cString(body, 0);
        portals.set(portal.text, statements.get(cString(body, portal.next).text) ?? "");
        return undefined;
      }
      case "Execute":
        return portals.get(cString(body, 0).text);
      default:
        return undefined;
    }
  };
}

export function describeBackend(): Describe {
  return ({ kind, body }) => {
    if (kind === "CommandComplete") return cString(body, 0).text;
    return kind === "ErrorResponse" ? sqlstate(body) : undefined;
  };
}

/** Fields are a letter and a string each; `C` is the SQLSTATE. */
function sqlstate(body: Buffer): string | undefined {
  for (let at = 0; at < body.length && body[at] !== 0; ) {
    const { text, next } = cString(body, at + 1);
    if (body[at] === 0x43) return text;
    at = next;
  }
  return undefined;
}
