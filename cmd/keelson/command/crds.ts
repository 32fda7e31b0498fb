import type { Command } from "../command.ts";
import { readCrds } from "../read-crds.ts";

export const command: Command = {
  name: "crds",
  summary:
    "prints the CustomResourceDefinitions of Database, DatabaseSet, Plan, Schema and Revision, for a cluster's administrator to apply",
  arguments: [],
  flags: [],
  examples: [{ line: "keelson crds | kubectl apply --server-side -f -", does: "install or update them in the current cluster" }],
  run: async () => ({ exitCode: 0, document: null, text: readCrds() }),
};
