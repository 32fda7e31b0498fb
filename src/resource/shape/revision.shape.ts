import { type Static, Type } from "@sinclair/typebox";
import { choice, count, duration, expectation, flag, map, name, names, reference, sqlText, text } from "../../model/kind/field.shape.ts";
import { type When, whenShape } from "../../model/kind/when.shape.ts";
import type { OperationArguments } from "../../operation/operations.shape.ts";
import { envelope } from "./metadata.shape.ts";

const onFailure = choice("resume: the next run goes on where this one stopped; undo: what was done is walked back.", "resume", "undo");

/** What stands beside the operation of a step. */
export const stepFields = {
  id: Type.Optional(name("Name of the step in the journal; its place in the list where absent.")),
  when: Type.Optional(reference(whenShape)),
  downgrade: Type.Optional(
    Type.Unsafe<StepEntry[]>({ type: "array", items: { $ref: "step" }, description: "The way down; `[]` is nothing to undo." }),
  ),
  onFailure: Type.Optional(onFailure),
  timeout: Type.Optional(
    duration("How long the step may take, in either direction; then it is cancelled, and the run ends with exit code 7."),
  ),
};

interface StepSiblings {
  id?: string;
  when?: When;
  downgrade?: StepEntry[];
  onFailure?: "resume" | "undo";
  timeout?: string;
}
/** A step as written: one operation key, and its siblings. */
export type StepEntry = StepSiblings & { [K in keyof OperationArguments]?: OperationArguments[K] };

const steps = (description: string) => Type.Unsafe<StepEntry[]>({ type: "array", items: { $ref: "step" }, description });

const verification = map("A query that must give what is expected.", {
  name: Type.Optional(text("What is verified, in words.")),
  query: sqlText("A query that gives a single value."),
  expect: expectation("What it must give, compared as text."),
});

const replaced = map("A revision that this one stands for.", {
  id: name("Its id."),
  steps: count("How many entries of `upgrade`, in their order, came from it."),
  revises: names("Its parents among the replaced."),
  digest: name("Its own digest."),
});

const spec = map(
  "One versioned step on the way.",
  {
    id: Type.Optional(name("Identity of the revision; the object's name where absent.")),
    message: Type.Optional(text("What it does, in words.")),
    revises: names("Parents: `[]` starts a base, two or more merge branches."),
    dependsOn: Type.Optional(names("Revisions of other branches that must be there first.")),
    branchLabels: Type.Optional(names("Names for the branch that starts here.")),
    phase: Type.Optional(choice("expand, or contract, which waits for the gate.", "expand", "contract")),
    when: Type.Optional(reference(whenShape)),
    onFailure: Type.Optional(onFailure),
    atomic: Type.Optional(flag("One transaction, or refused.")),
    upgrade: Type.Optional(steps("Steps up.")),
    downgrade: Type.Optional(steps("The whole way down, where it is not to be derived.")),
    irreversible: Type.Optional(text("Why there is no way down.")),
    verify: Type.Optional(Type.Array(verification, { description: "What must hold afterwards." })),
    replaces: Type.Optional(
      Type.Array(replaced, { description: "Revisions that were squashed into this one, for databases that are still at one of them." }),
    ),
  },
  { atMostOneOf: ["downgrade", "irreversible"] },
);

export const revisionResourceShape = envelope("Revision", "One versioned step: schema operations and data steps, up and down.", spec);
export type RevisionSpec = Static<typeof spec>;
export type Verification = Static<typeof verification>;
