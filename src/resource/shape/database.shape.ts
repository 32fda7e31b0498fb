import { type Static, Type } from "@sinclair/typebox";
import { choice, count, duration, flag, map, name, names } from "../../model/kind/field.shape.ts";
import { connectionShape } from "./connection.shape.ts";
import { sourceShape } from "./database-source.shape.ts";
import { envelope } from "./metadata.shape.ts";
import { policyShape } from "./policy.shape.ts";
import { selector } from "./value-source.shape.ts";

/** Values that `{{ name }}` stands for. */
export const variablesShape = Type.Unsafe<Record<string, string | number | boolean>>({
  type: "object",
  additionalProperties: { type: ["string", "number", "boolean"] },
  description: "Values that `{{ name }}` stands for.",
});

const optional = {
  connection: Type.Optional(connectionShape),
  schemas: Type.Optional(
    Type.Array(name("A namespace."), { minItems: 1, description: "Namespaces that keelson manages; public, or main, where absent." }),
  ),
  defaultSchema: Type.Optional(name("Where bare names live; the first of schemas where absent.")),
  journal: Type.Optional(
    map("The journal in the database.", { project: Type.Optional(name("Whose journal it is; the object's name where absent.")) }),
  ),
  target: Type.Optional(name("head, heads, base, an id, label@head, id+N, id-N; head where absent.")),
  mode: Type.Optional(choice("Walk revisions, or walk them and then apply the difference to the Schema.", "versioned", "declarative")),
  prune: Type.Optional(flag("Objects that were never ours are dropped.")),
  ignore: Type.Optional(names("Patterns of objects that are left alone.")),
  environment: Type.Optional(name("What `when.environment` is compared with.")),
  variables: Type.Optional(variablesShape),
  policy: Type.Optional(policyShape),
  contract: Type.Optional(
    map("When contract halves run: each condition given must hold.", {
      after: Type.Optional(duration("This long after the revision was applied.")),
      whenGone: Type.Optional(
        map("When no running Pod is older.", { selector, label: name("Label that names the revision a Pod needs.") }),
      ),
    }),
  ),
  schedule: Type.Optional(
    map("When to look, and when to act.", {
      resync: Type.Optional(duration("How often to look; 5m where absent.")),
      timeZone: Type.Optional(name("Time zone of the windows; UTC where absent.")),
      windows: Type.Optional(
        Type.Array(map("A window.", { cron: name("When it opens."), duration: duration("How long it stays open.") }), {
          description: "Changes only inside one of these.",
        }),
      ),
    }),
  ),
  deletionPolicy: Type.Optional(choice("What happens to the journal when this document goes; retain where absent.", "retain", "forget")),
  planHistoryLimit: Type.Optional(count("Old plans that are kept; 10 where absent.")),
  suspend: Type.Optional(flag("Nothing runs.")),
};
const dialect = name("postgresql, sqlite, or the name of a dialect from outside.");

const spec = map("Which database, from which source, to which target, under which policy, when.", {
  dialect,
  source: sourceShape,
  ...optional,
});
export const databaseResourceShape = envelope(
  "Database",
  "Which database, from which source, to which target, under which policy, when.",
  spec,
);
export type DatabaseSpec = Static<typeof spec>;

/** A Database of which targets may say the rest. */
export const databaseTemplateSpec = map("Spec of each Database.", {
  dialect: Type.Optional(dialect),
  source: Type.Optional(sourceShape),
  ...optional,
});
