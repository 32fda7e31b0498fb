import type { CreateSubscriptionStmt } from "libpg-query";
import type { DdlAct } from "../../../grammar/ddl.ts";
import type { SubscriptionEntry } from "../../../model/kind/subscription.shape.ts";
import { markedBy } from "../object/secret-mark.ts";
import { unread } from "./reader.ts";
import { optionsOf, stringsOf } from "./values.ts";

/** A subscription as an entry, where it says what is done with one here: it is made without the other server, which is reached by a secret. */
export function subscriptionAct({ subname = "", conninfo = "", publication, options }: CreateSubscriptionStmt): DdlAct {
  const { connect, slot_name: slot = subname, ...taken } = optionsOf(options) ?? {};
  const secret = markedBy(conninfo);
  if (secret === undefined)
    return unread(
      "a connection string that is written out, which is a secret",
      "Write CONNECTION '{{ secret some_name }}', and where its value is under spec.connection.secrets of the Database",
    );
  if (connect === undefined || isOn(connect))
    return unread("a subscription that connects to the other server", "Write WITH (connect = false, …), and enable and refresh it by hand");
  const fields = Object.entries(taken).flatMap(([option, value]) => {
    const said = fieldOf[option]?.(value);
    return said === undefined ? [] : [said];
  });
  const entry: SubscriptionEntry = {
    name: subname,
    connection: { secret },
    publications: stringsOf(publication),
    ...(slot !== "none" && { slot }),
    ...Object.assign({}, ...fields),
  };
  return { act: "entry", section: "subscriptions", entry: { ...entry }, replace: false };
}

const isOn = (value: string): boolean => ["true", "on", "1", "yes"].includes(value.toLowerCase());

/** What each option says; those that are not here are about what is done when it is made. */
const fieldOf: Readonly<Record<string, (value: string) => Partial<SubscriptionEntry>>> = {
  binary: (value) => ({ binary: isOn(value) }),
  streaming: (value) => ({ streaming: value === "parallel" ? value : isOn(value) }),
  synchronous_commit: (value) => ({ synchronousCommit: value }),
  two_phase: (value) => ({ twoPhase: isOn(value) }),
  disable_on_error: (value) => ({ disableOnError: isOn(value) }),
  password_required: (value) => ({ passwordRequired: isOn(value) }),
  run_as_owner: (value) => ({ runAsOwner: isOn(value) }),
  origin: (value) => ({ onlyLocal: value === "none" }),
  failover: (value) => ({ failover: isOn(value) }),
};
