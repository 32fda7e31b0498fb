import { type Frame, kindOf, type MessageKind, type Side } from "./message.ts";

/** Cuts a stream into messages; gives the whole ones, keeps the rest for the next chunk. */
export type Framer = (chunk: Buffer) => readonly Frame[];

const openingKinds: Readonly<Record<number, MessageKind>> = { 80877102: "Cancel", 80877103: "Encryption", 80877104: "Encryption" };

/** A frontend's stream begins with messages that have no type byte, up to and with the one that is not about encryption. */
export function createFramer(side: Side): Framer {
  let rest: Buffer = Buffer.alloc(0);
  let phase: "opening" | "typed" = side === "frontend" ? "opening" : "typed";
  const next = (): Frame | undefined => {
    const header = phase === "opening" ? 0 : 1;
    if (rest.length < header + 4) return undefined;
    const length = header + rest.readUInt32BE(header);
    if (rest.length < length) return undefined;
    const bytes = rest.subarray(0, length);
    rest = rest.subarray(length);
    const kind =
      phase === "opening" ? (openingKinds[bytes.readUInt32BE(4)] ?? "Startup") : kindOf(side, String.fromCharCode(bytes[0] as number));
    if (kind !== "Encryption") phase = "typed";
    return { kind, bytes, body: bytes.subarray(header + 4) };
  };
  return (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const frames: Frame[] = [];
    for (let frame = next(); frame !== undefined; frame = next()) frames.push(frame);
    return frames;
  };
}
