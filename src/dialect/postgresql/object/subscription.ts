import type { ObjectRef } from "../../../model/ref.ts";
import { secretMark } from "../../../model/secret-mark.ts";
import { sameSecret, type SubscriptionBody, usualSubscription } from "../../../model/subscription-body.ts";
import { quoteIdentifier, quoteLiteral } from "../quote.ts";
import type { SecretSql } from "./secret-mark.ts";

interface Subscription {
  readonly ref: ObjectRef;
  readonly body: SubscriptionBody;
}

/** Without a word to the other server: it does not run, nothing is made there, and no table is subscribed. */
export function createSubscription({ ref, body }: Subscription): SecretSql {
  const options = ["connect = false", slotName(body.slot), ...optionsThatDiffer(usualSubscription, body)];
  return {
    sql: `CREATE SUBSCRIPTION ${quoteIdentifier(ref.name)} ${connection(body)} PUBLICATION ${publications(body)} WITH (${options.join(", ")})`,
    secrets: [body.connection.secret],
  };
}

/** Statements that lead from one to the other, none of which the other server hears of. */
export function alterSubscription({ body: old }: Subscription, { ref, body: now }: Subscription): readonly SecretSql[] {
  const alter = (what: string, secrets: SecretSql["secrets"] = []): SecretSql => ({ sql: `${altered(ref)} ${what}`, secrets });
  const options = [...(old.slot === now.slot ? [] : [slotName(now.slot)]), ...optionsThatDiffer(old, now)];
  return [
    ...(sameSecret(old.connection, now.connection) ? [] : [alter(connection(now), [now.connection.secret])]),
    ...(publications(old) === publications(now) ? [] : [alter(`SET PUBLICATION ${publications(now)} WITH (refresh = false)`)]),
    ...(options.length === 0 ? [] : [alter(`SET (${options.join(", ")})`)]),
  ];
}

/**
 * DROP asks the other server to drop the slot, and those of tables that are still being copied even where there is no slot.
 * So it is made to forget the slot, and sent to where nobody answers: the rest of DROP passes over that.
 */
export const dropSubscription = ({ ref }: Subscription): readonly string[] => [
  `${altered(ref)} DISABLE`,
  `${altered(ref)} CONNECTION 'host=/dev/null password=none'`,
  `${altered(ref)} SET (slot_name = NONE)`,
  `DROP SUBSCRIPTION ${quoteIdentifier(ref.name)}`,
];

const altered = (ref: ObjectRef): string => `ALTER SUBSCRIPTION ${quoteIdentifier(ref.name)}`;

const connection = (body: SubscriptionBody): string => `CONNECTION ${quoteLiteral(secretMark(body.connection.secret ?? ""))}`;

const publications = (body: SubscriptionBody): string => body.publications.map(quoteIdentifier).join(", ");

const slotName = (slot: string | null): string => `slot_name = ${slot === null ? "NONE" : quoteLiteral(slot)}`;

type Options = Omit<SubscriptionBody, "connection" | "publications" | "slot">;

/** What PostgreSQL calls each, and its value there. */
const spelled: { readonly [F in keyof Options]-?: (value: Options[F]) => string } = {
  binary: (value) => `binary = ${value}`,
  streaming: (value) => `streaming = ${value === "parallel" ? value : value === true ? "on" : "off"}`,
  synchronousCommit: (value) => `synchronous_commit = ${quoteLiteral(value)}`,
  twoPhase: (value) => `two_phase = ${value}`,
  disableOnError: (value) => `disable_on_error = ${value}`,
  passwordRequired: (value) => `password_required = ${value}`,
  runAsOwner: (value) => `run_as_owner = ${value}`,
  onlyLocal: (value) => `origin = ${value ? "none" : "any"}`,
  failover: (value) => `failover = ${value}`,
};

const optionsThatDiffer = (from: Options, to: Options): readonly string[] =>
  (Object.keys(spelled) as (keyof Options)[])
    .filter((field) => to[field] !== null && from[field] !== to[field])
    .map((field) => (spelled[field] as (value: unknown) => string)(to[field]));
