import { DatabaseError } from "../../../core/error.ts";
import { describePlace, type Place } from "./place.ts";

interface Fault {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
  readonly retryable?: true;
}

/** The driver's error of a failed connect as one diagnostic that names host, port and database only. */
export function connectFault(error: unknown, place: Place): DatabaseError {
  const { code, message, remedy, retryable } = explain(error, place);
  return new DatabaseError(message, { code, remedy, retryable: retryable === true });
}

function explain(error: unknown, place: Place): Fault {
  const at = describePlace(place);
  const code = codeOf(error);
  const known = byCode(code, at, place);
  if (known !== undefined) return known;
  const text = error instanceof Error ? error.message : String(error);
  if (/timeout expired/.test(text))
    return {
      code: "connect-timeout",
      message: `${at} did not answer in time`,
      remedy: "Check host, port and firewall",
      retryable: true,
    };
  if (/does not support SSL/.test(text))
    return {
      code: "tls-refused",
      message: `The server at ${at} does not offer TLS`,
      remedy: "Turn TLS on in the server, or set tls.mode to disable or prefer",
    };
  if (/certificate|self.signed|SSL|TLS|wrong version number/i.test(text))
    return { code: "tls-failed", message: `TLS with ${at} failed: ${text}`, remedy: "Check tls.ca and tls.mode" };
  if (/password must be a string|client password/i.test(text))
    return {
      code: "password-missing",
      message: `${at} asks for a password and none is given`,
      remedy: "Give the password in the connection",
    };
  if (/invalid response|terminated|ended|socket hang up/i.test(text))
    return {
      code: "not-postgresql",
      message: `What listens at ${at} ended the conversation before it began`,
      remedy: "Check that host and port are those of a PostgreSQL server",
      retryable: true,
    };
  return {
    code: "connect-failed",
    message: `Could not connect to ${at}: ${code === undefined ? "the driver gave no reason" : code}`,
    remedy: "Check the connection's host, port, user and database",
  };
}

function byCode(code: string | undefined, at: string, { host, port, database }: Place): Fault | undefined {
  switch (code) {
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return {
        code: "host-unknown",
        message: `The host ${host} is not known (of ${at})`,
        remedy: "Check the spelling of the host, and name resolution on this machine",
      };
    case "ECONNREFUSED":
    case "ENOENT":
      return {
        code: "connection-refused",
        message: `Nothing listens at ${at}`,
        remedy: `Start the server, or correct host and port ${port}`,
        retryable: true,
      };
    case "EHOSTUNREACH":
    case "ENETUNREACH":
    case "ETIMEDOUT":
      return { code: "host-unreachable", message: `${at} cannot be reached`, remedy: "Check network and firewall", retryable: true };
    case "ECONNRESET":
    case "EPIPE":
      return {
        code: "not-postgresql",
        message: `What listens at ${at} ended the conversation before it began`,
        remedy: "Check that host and port are those of a PostgreSQL server",
        retryable: true,
      };
    case "28P01":
      return { code: "password-wrong", message: `${at} does not take the password`, remedy: "Check user and password of the connection" };
    case "28000":
      return {
        code: "login-refused",
        message: `${at} does not let this user in`,
        remedy: "Check the user, its LOGIN right and the server's pg_hba.conf",
      };
    case "3D000":
      return {
        code: "database-missing",
        message: `There is no database '${database}' at ${host}:${port}`,
        remedy: "Run 'keelson create', or correct the database's name",
      };
    case "42501":
      return { code: "connect-denied", message: `This user may not connect to ${at}`, remedy: "Grant CONNECT on the database to the user" };
    case "53300":
      return {
        code: "too-many-connections",
        message: `${at} has no connection left`,
        remedy: "Wait, or raise max_connections",
        retryable: true,
      };
    case "57P03":
      return {
        code: "server-starting",
        message: `The server at ${at} is starting up or shutting down`,
        remedy: "Wait until it accepts connections",
        retryable: true,
      };
    case "57P01":
    case "57P02":
      return {
        code: "server-ended",
        message: `The server at ${at} ended the connection`,
        remedy: "Run again when the server is up",
        retryable: true,
      };
    default:
      return undefined;
  }
}

/** SQLSTATE or system error; of several addresses tried the first one's. */
export function codeOf(error: unknown): string | undefined {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === "string" ? code : undefined;
}
