export type Side = "frontend" | "backend";

const frontendKinds = {
  B: "Bind",
  C: "Close",
  D: "Describe",
  E: "Execute",
  F: "FunctionCall",
  H: "Flush",
  P: "Parse",
  Q: "Query",
  S: "Sync",
  X: "Terminate",
  c: "CopyDone",
  d: "CopyData",
  f: "CopyFail",
  p: "PasswordMessage",
} as const;

const backendKinds = {
  "1": "ParseComplete",
  "2": "BindComplete",
  "3": "CloseComplete",
  A: "NotificationResponse",
  C: "CommandComplete",
  D: "DataRow",
  E: "ErrorResponse",
  G: "CopyInResponse",
  H: "CopyOutResponse",
  I: "EmptyQueryResponse",
  K: "BackendKeyData",
  N: "NoticeResponse",
  R: "Authentication",
  S: "ParameterStatus",
  T: "RowDescription",
  Z: "ReadyForQuery",
  c: "CopyDone",
  d: "CopyData",
  n: "NoData",
  s: "PortalSuspended",
  t: "ParameterDescription",
} as const;

/** Names as in the protocol's documentation; `Startup`, `Cancel`, `Encryption` are those that open a connection. */
export type MessageKind =
  | (typeof frontendKinds)[keyof typeof frontendKinds]
  | (typeof backendKinds)[keyof typeof backendKinds]
  | "Startup"
  | "Cancel"
  | "Encryption"
  | "Unknown";

/** One message as it stands on the wire. */
export interface Frame {
  readonly kind: MessageKind;
  /** All of it, with its type and length. */
  readonly bytes: Buffer;
  /** What follows type and length. */
  readonly body: Buffer;
}

/** One message that passed the proxy. */
export interface Message {
  readonly connection: number;
  readonly side: Side;
  readonly kind: MessageKind;
  /** The SQL of a Query or Execute, the tag of a CommandComplete, the SQLSTATE of an ErrorResponse. */
  readonly text?: string;
}

const kinds: Readonly<Record<Side, Readonly<Record<string, MessageKind>>>> = { frontend: frontendKinds, backend: backendKinds };

export const kindOf = (side: Side, type: string): MessageKind => kinds[side][type] ?? "Unknown";

/** The zero-terminated string at `start`, and where the next field begins. */
export function cString(body: Buffer, start: number): { readonly text: string; readonly next: number } {
  const end = body.indexOf(0, start);
  return { text: body.toString("utf8", start, end), next: end + 1 };
}
