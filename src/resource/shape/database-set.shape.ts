import { type Static, Type } from "@sinclair/typebox";
import { choice, count, duration, flag, map, name } from "../../model/kind/field.shape.ts";
import { connectionShape } from "./connection.shape.ts";
import { databaseTemplateSpec, variablesShape } from "./database.shape.ts";
import { envelope } from "./metadata.shape.ts";
import { selector } from "./value-source.shape.ts";

const labels = Type.Record(Type.String(), Type.String(), { description: "Labels." });
const target = map("One database; merged over the template.", {
  name: name("Name of the Database, behind the name of the set."),
  labels: Type.Optional(labels),
  connection: Type.Optional(connectionShape),
  variables: Type.Optional(variablesShape),
});
const wave = map("Databases that are rolled out together.", {
  selector: Type.Optional(selector),
  maxConcurrent: Type.Optional(Type.Integer({ minimum: 1, description: "At a time; all where absent." })),
  pauseFor: Type.Optional(duration("Before the next wave.")),
  maxFailures: Type.Optional(count("More stop the rollout; 0 where absent.")),
});

const spec = map(
  "Many databases from one template.",
  {
    targets: Type.Optional(Type.Array(target, { description: "The databases." })),
    selector: Type.Optional(
      Type.Object(selector.properties, {
        ...selector,
        description: "Secrets: each is a target with its name and labels, and its key url is the connection.",
      }),
    ),
    template: map("What each Database is made from.", {
      metadata: Type.Optional(
        map("Labels and annotations of each.", { labels: Type.Optional(labels), annotations: Type.Optional(labels) }),
      ),
      spec: databaseTemplateSpec,
    }),
    waves: Type.Optional(Type.Array(wave, { description: "The order of the rollout; all at once where absent." })),
    onRemove: Type.Optional(choice("What happens to the Database of a target that is gone; orphan where absent.", "orphan", "delete")),
    suspend: Type.Optional(flag("The rollout rests: no Database is made, changed or given up.")),
  },
  { exactlyOneOf: ["targets", "selector"] },
);
export const databaseSetResourceShape = envelope("DatabaseSet", "Many databases from one template, rolled out in waves.", spec);
export type DatabaseSetSpec = Static<typeof spec>;
