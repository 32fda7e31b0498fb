import type { Statement } from "../../../../instruction/instruction.ts";
import type { SchemaObjectOf } from "../../../../model/object.ts";
import { addressOf } from "../../object/address.ts";
import { alterSubscription, createSubscription, dropSubscription } from "../../object/subscription.ts";
import { quoteIdentifier } from "../../quote.ts";
import { changedComment, newComment } from "../statement/comment.ts";
import { refuse } from "../statement/refuse.ts";
import { secretStatement } from "../statement/secret-statement.ts";
import { hazard, inTransaction, statement } from "../statement/statements.ts";
import type { Life } from "../statement/strategy.ts";
import type { SecretSql } from "../../object/secret-mark.ts";

type Subscription = SchemaObjectOf<"subscription">;

export const subscriptionLife: Life<"subscription"> = {
  create: (after, change) => [inTransaction([connecting(createSubscription(after), after), ...newComment(after)], [change])],
  drop: (before: Subscription, change) => [
    inTransaction(
      dropSubscription(before).map((sql) => statement(sql, { hazards: lost(before) })),
      [change],
    ),
  ],
  alter: (before: Subscription, after: Subscription, change) => {
    const asked = (["twoPhase", "failover"] as const).find((field) => before.body[field] !== after.body[field]);
    if (asked !== undefined)
      refuse(
        "other-server-asked",
        `subscription ${after.ref.name}: ${asked} is changed at the other server too, which is never asked from here`,
        `Run ALTER SUBSCRIPTION ${quoteIdentifier(after.ref.name)} SET (${asked === "failover" ? "failover" : "two_phase"} = ${after.body[asked]}) where that server may be asked, or drop the subscription and make it anew`,
      );
    const hazards = [hazard("incompatibleWithRunningApp", after.ref, "it receives otherwise than before"), ...leftSlot(before, after)];
    return [
      inTransaction(
        [...alterSubscription(before, after).map((each) => ({ ...connecting(each, after), hazards })), ...changedComment(before, after)],
        [change],
      ),
    ];
  },
  rename: (before, after, change) => [
    inTransaction([statement(`ALTER ${addressOf(before)} RENAME TO ${quoteIdentifier(after.ref.name)}`)], [change]),
  ],
};

const connecting = (sql: SecretSql, { ref }: Subscription): Statement =>
  secretStatement(sql, {
    of: `subscription ${ref.name}`,
    unknown: "nobody knows how the other server is reached",
    remedy: "Declare it with `connection: { secret: name }`, and its value under spec.connection.secrets of the Database",
  });

const lost = ({ ref, body }: Subscription) => [
  hazard("dataLoss", ref, "how far it has come, and how the other server is reached, go and are not kept here"),
  hazard("incompatibleWithRunningApp", ref, `nothing is received any more${body.slot === null ? "" : `; ${slotStays(body.slot)}`}`),
];

const leftSlot = ({ body: old }: Subscription, { ref, body: now }: Subscription) =>
  old.slot === null || old.slot === now.slot ? [] : [hazard("incompatibleWithRunningApp", ref, slotStays(old.slot))];

const slotStays = (slot: string): string =>
  `the slot ${slot} stays on the other server, which keeps its log for it until somebody drops it there`;
