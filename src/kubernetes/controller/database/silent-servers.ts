import { DatabaseError } from "../../../core/error.ts";
import type { Outcome } from "../../../status/status.ts";

/**
 * Servers that do not answer, so that those who wait for one in vain do not take the turns of all others: one Database at a time asks whether it answers
 * again, and the rest of them hear at once that it does not. A database that answered when it was last asked is asked all the same: behind a pooler
 * one may be silent and another not.
 */
export interface SilentServers {
  /** `place`: host, port and database; the work tells when it was let in. @throws DatabaseError where its server is known not to answer */
  whileItAnswers(place: string, work: (answers: () => void) => Promise<Outcome>): Promise<Outcome>;
}

interface Silence {
  /** In a row, of whichever database. */
  readonly times: number;
  readonly fault: DatabaseError;
  readonly place: string;
  isAsked: boolean;
}

/** What costs a turn the whole time that there is. */
const silent: ReadonlySet<string> = new Set(["connect-timeout", "host-unreachable"]);
/** Once may happen to whom is busy. */
const enough = 2;

export function silentServers(): SilentServers {
  const known = new Map<string, Silence>();
  const answering = new Set<string>();
  return {
    async whileItAnswers(place, work) {
      const [server = place] = place.split("/", 1);
      const before = known.get(server);
      if (before !== undefined && before.times >= enough && before.isAsked && !answering.has(place)) throw toldOf(place, before);
      if (before !== undefined) before.isAsked = true;
      const answered = () => {
        known.delete(server);
        answering.add(place);
      };
      const outcome = await work(answered).catch((error: unknown) => {
        known.delete(server);
        throw error;
      });
      const { error } = outcome;
      if (error instanceof DatabaseError && silent.has(error.code)) {
        answering.delete(place);
        known.set(server, { times: (known.get(server)?.times ?? 0) + 1, fault: error, place, isAsked: false });
      } else answered();
      return outcome;
    },
  };
}

/** What another heard, in the words that this one will hear when its turn comes. */
function toldOf(place: string, { fault, place: asked }: Silence): DatabaseError {
  const { code, message, diagnostics } = fault;
  const say = (text: string): string => text.replace(asked, place);
  const told = diagnostics.map((each) => ({ ...each, message: say(each.message) }));
  return new DatabaseError(say(message), { code, retryable: true, diagnostics: told });
}
