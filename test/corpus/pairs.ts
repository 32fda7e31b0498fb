import type { CorpusHistory } from "./history.ts";
import { kamailio } from "./kamailio.ts";
import { roundcube } from "./roundcube.ts";
import { supabaseAuth } from "./supabase-auth.ts";
import { temporalOnPostgres } from "./temporal.ts";

/** Two states of one history: after its first `from` steps, and after its first `to`. */
export interface Pair {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly settings: readonly string[];
}

interface Stepwise extends CorpusHistory {
  readonly settings?: readonly string[];
}

const histories: readonly Stepwise[] = [
  ...temporalOnPostgres,
  roundcube("postgres"),
  kamailio("postgres"),
  { ...supabaseAuth, settings: ["schemas: [auth]"] },
];

/** Of every history each state with every later one. */
export const pairs = (): readonly (readonly Pair[])[] =>
  histories.map(({ name, steps, settings = [] }) => {
    const scripts = steps().map((step) => step.scripts);
    const upTo = (end: number): readonly string[] => scripts.slice(0, end).flat();
    const numbers = scripts.map((_, index) => index + 1);
    return numbers.flatMap((to) =>
      numbers.filter((from) => from < to).map((from) => ({ name, from, to, before: upTo(from), after: upTo(to), settings })),
    );
  });
