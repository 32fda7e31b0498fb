import { defineKind } from "./define-kind.ts";

export const subscriptionKind = defineKind({
  kind: "subscription",
  title: "subscription",
  plural: "subscriptions",
  home: "database",
  fields: {
    connection: "secret",
    publications: "set",
    slot: "exact",
    binary: "exact",
    streaming: "whereSaid",
    synchronousCommit: "exact",
    twoPhase: "exact",
    disableOnError: "exact",
    passwordRequired: "exact",
    runAsOwner: "exact",
    onlyLocal: "exact",
    failover: "exact",
  },
  // What it names is on another server.
  mentions: () => [],
  rename: (body) => body,
});
