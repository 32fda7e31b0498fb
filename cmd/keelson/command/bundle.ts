import type { Command } from "../command.ts";
import { eachDatabase } from "../each-database.ts";
import { openKeelson } from "../open-keelson.ts";
import { stringFlag, usage } from "../verb-options.ts";

export const command: Command = {
  name: "bundle",
  summary: "prints the source as objects for a cluster, files inlined, with the digest; or packs it",
  arguments: [],
  flags: [
    {
      flags: "--as <form>",
      description: "what it becomes: custom resources, ConfigMaps, or a packed archive",
      choices: ["resources", "configmap", "archive"],
    },
    { flags: "--out <file>", description: "where the archive is written" },
  ],
  examples: [
    { line: "keelson bundle | kubectl apply -f -", does: "as custom resources; the first line says what spec.source becomes" },
    { line: "keelson bundle --as archive --out shop.tar.gz", does: "the layer of an artefact: the same files, the same bytes" },
  ],
  run: (invocation) =>
    eachDatabase(invocation, async (options) => {
      const { digest, objects, source, text } = await openKeelson().bundle({
        ...options,
        ...form(stringFlag(invocation.flags, "as") ?? "resources", stringFlag(invocation.flags, "out")),
      });
      return {
        exitCode: 0,
        document: {
          kind: "Bundle",
          fields: { digest, source: source === null ? null : { ...source }, objects: objects.map((object) => ({ ...object })) },
        },
        text,
      };
    }),
};

function form(as: string, out: string | undefined) {
  if (as === "archive") return { as, out: out ?? usage("an archive is written to a file", "Name it with --out FILE") } as const;
  if (out !== undefined) usage("--out is for archives; objects are printed", "Send standard output to a file");
  return { as: as === "configmap" ? as : "resources" } as const;
}
