import { Type } from "@sinclair/typebox";
import { choice, count, map, name, text } from "../model/kind/field.shape.ts";
import { conditionTypes } from "../status/condition.ts";

const condition = map("A condition as kstatus reads it.", {
  type: choice("Which.", ...conditionTypes),
  status: choice("Whether it holds.", "True", "False", "Unknown"),
  reason: name("In one word."),
  message: text("In one sentence."),
  observedGeneration: Type.Optional(count("The generation of the spec that it is about.")),
  lastTransitionTime: Type.String({ format: "date-time", description: "When its status last changed." }),
});

/** What the status of every custom resource has. */
export const commonStatusFields = {
  observedGeneration: Type.Optional(count("The generation of the spec that this status is about.")),
  conditions: Type.Optional(Type.Array(condition, { description: "Ready first; kubectl wait, Argo CD and Flux read these." })),
};

const handledWish = {
  lastHandledReconcileAt: Type.Optional(text("The annotation keelson.dev/reconcile-at that was last acted on.")),
};

const targetStatus = map("One Database of the set.", {
  name: name("Of the target."),
  database: name("Of the Database."),
  wave: count("Which wave it is in, from 0."),
  ready: choice("Its condition Ready.", "True", "False", "Unknown"),
  reason: Type.Optional(text("The reason of that condition.")),
  message: Type.Optional(text("Why it is not ready, in one sentence.")),
});
const wavePause = map("The pause after a wave.", {
  wave: count("Behind which wave, from 0."),
  rollout: name("Digest of what was rolled out up to it."),
  until: Type.String({ format: "date-time", description: "When the next wave may go." }),
});

const ask = map("What it asks for of one of them.", {
  journal: name("Digest of where that project's journal lies."),
  objects: text("The objects, as people call them."),
});

/** What the operator adds to the status of a Database beside what every run reports. */
export const databaseStatusFields = {
  ...commonStatusFields,
  ...handledWish,
  claims: Type.Optional(
    map("What the Database claims, as replicas of the operator that share the work tell each other: digests of places, which name none.", {
      journal: name("Digest of where its journal lies."),
      asks: Type.Optional(Type.Array(ask, { description: "What it asks for of other projects in its database." })),
    }),
  ),
};

export const databaseSetStatusFields = {
  ...commonStatusFields,
  ...handledWish,
  targets: Type.Optional(Type.Array(targetStatus, { description: "By wave, then by name." })),
  total: Type.Optional(count("Databases in all.")),
  ready: Type.Optional(count("Databases whose condition Ready is True.")),
  failed: Type.Optional(count("Databases that are stalled.")),
  wave: Type.Optional(count("The wave that is under way, from 0.")),
  pauses: Type.Optional(Type.Array(wavePause, { description: "Those that have begun." })),
};
