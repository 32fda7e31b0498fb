import { type Static, Type } from "@sinclair/typebox";
import { comment, entry, entryName, owner, renamedFrom, securityLabels } from "./entry.shape.ts";
import { flag, map, name, someNames } from "./field.shape.ts";
import { secretName } from "./secret-name.shape.ts";

export const subscriptionShape = entry(
  "subscription",
  "Changes of tables of another server, as that one publishes them. It is made without running, and the other server is never asked: `ALTER SUBSCRIPTION … ENABLE` and `REFRESH PUBLICATION` are somebody's to run.",
  {
    ...entryName,
    ...renamedFrom,
    ...comment,
    ...owner,
    ...securityLabels,
    connection: map("How the other server is reached.", {
      secret: secretName("The connection string: its value is what `spec.connection.secrets` of the Database has under that name."),
    }),
    publications: someNames("Publications there."),
    slot: Type.Optional(name("Replication slot there, which is neither made nor dropped; none where absent.")),
    binary: Type.Optional(flag("Values come in binary.")),
    streaming: Type.Optional(
      Type.Unsafe<boolean | "parallel">({
        type: ["boolean", "string"],
        pattern: "^parallel$",
        description:
          "Large transactions come before they are committed, or are applied by workers of their own (`parallel`); as the server has it where absent.",
      }),
    ),
    synchronousCommit: Type.Optional(name('What the workers set synchronous_commit to; `"off"` where absent.')),
    twoPhase: Type.Optional(flag("Prepared transactions come when they are prepared.")),
    disableOnError: Type.Optional(flag("It stops where a change cannot be applied.")),
    passwordRequired: Type.Optional(flag("The connection string of an owner who is no superuser must have a password; so where absent.")),
    runAsOwner: Type.Optional(flag("Changes are applied as its owner, not as the owner of each table.")),
    onlyLocal: Type.Optional(flag("Only changes that were made there, none that came there from elsewhere (`origin = none`).")),
    failover: Type.Optional(flag("Its slot is kept in step on standbys of the other server.")),
  },
);
export type SubscriptionEntry = Static<typeof subscriptionShape>;
