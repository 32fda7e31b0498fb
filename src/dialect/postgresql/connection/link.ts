import { DatabaseError, InputError } from "../../../core/error.ts";
import type { ConnectionTarget, ConnectOptions } from "../../../port/dialect.ts";
import type { Opener, Way } from "./opener.ts";
import { describePlace, placeOf, type Place } from "./place.ts";
import { readServerFacts, type ServerFacts } from "./server-facts.ts";
import type { Wire } from "./wire.ts";

/** The connections of one session. Nothing here connects again unless it is asked for: who asks must expect a fresh backend. */
export interface Link {
  readonly place: Place;
  readonly server: ServerFacts;
  readonly options: ConnectOptions;
  /** Values that statements name, once they have been read. */
  readonly secrets: Map<string, string>;
  /** @throws InputError where a secret cannot be had */
  readSecret(name: string): Promise<string>;
  /** SET LOCAL ROLE of what people wrote; null: the login role. */
  readonly role: string | null;
  /** The connection that stages run on, made anew where it died. Only between stages. */
  main(): Promise<Wire>;
  /** The same as it is now, dead or alive. Inside a stage, where a fresh backend would not be the one that was fenced. */
  readonly current: Wire;
  /** Beats, cancels and watches while the first one is busy. */
  second(): Promise<Wire>;
  /** One more, which is for whoever asks to end. */
  another(): Promise<Wire>;
  /** One more for a moment, which is for whoever asks to leave; null where it cannot be had at once. */
  beside(): Promise<Wire | null>;
  /** Ends it. Nobody need wait until its backend is gone: `close` does. */
  leave(beside: Wire): void;
  /** To the server itself, for what cannot run in a transaction. @throws where a pooler stands between and no directUrl is given. */
  direct(): Promise<Wire>;
  close(): Promise<void>;
}

/** A connection, and how to get more of them. */
export interface Opened {
  readonly wire: Wire;
  readonly open: Opener;
}

/** Goes on with a connection. What `ask` sends travels with the first question. */
export async function openLink(
  target: ConnectionTarget,
  options: ConnectOptions,
  { wire, open }: Opened,
  ask: (wire: Wire) => void,
): Promise<Link> {
  const place = placeOf(target);
  let current = wire;
  const facts = readServerFacts(current, place);
  ask(current);
  const server = await facts.catch((error: unknown) => {
    current.destroy();
    throw error;
  });
  let second: Wire | undefined;
  let direct: Wire | undefined;
  const leaving = new Set<Promise<void>>();
  const fresh = async (way: Way, at: Place): Promise<Wire> => {
    const another = await open(way);
    await readServerFacts(another, at);
    return another;
  };
  return {
    place,
    server,
    options,
    secrets: new Map(),
    readSecret: (name) => (target.secret ?? unknownSecret)(name),
    role: target.role ?? null,
    get current() {
      return current;
    },
    main: async () => {
      if (!current.alive) current = await fresh("usual", place);
      return current;
    },
    second: async () => {
      if (second?.alive !== true) second = await fresh("usual", place);
      return second;
    },
    another: () => fresh("usual", place),
    beside: () => open("atOnce").catch(() => null),
    leave: (other) => {
      const left = other.end().finally(() => leaving.delete(left));
      leaving.add(left);
    },
    direct: async () => {
      if (!server.pooled) return current;
      if (target.directUrl === undefined) throw noDirectUrl(place);
      if (direct?.alive !== true) direct = await fresh("direct", placeOf({ url: target.directUrl }));
      return direct;
    },
    close: async () => {
      await Promise.all([current.end(), second?.end(), direct?.end(), ...leaving]);
    },
  };
}

const unknownSecret = (name: string): Promise<string> =>
  Promise.reject(
    new InputError(`a statement needs the secret ${name}, and nothing says where it is`, {
      code: "unknown-secret",
      remedy: "Give the database in a Database document, with the secret under spec.connection.secrets",
    }),
  );

function noDirectUrl(place: Place): DatabaseError {
  const code = "direct-url-missing";
  const message = `A pooler stands at ${describePlace(place)}, and a statement that cannot run in a transaction cannot go through it`;
  return new DatabaseError(message, { code, remedy: "Give connection.directUrl, the address of the server behind the pooler" });
}
