import { applyAll } from "../change/apply.ts";
import { invert } from "../change/invert.ts";
import { parseChanges } from "../change/serialise-changes.ts";
import { digestText } from "../core/digest.ts";
import type { Model } from "../model/model.ts";
import type { PendingContract } from "../port/journal.ts";
import type { Resolved } from "./resolve-down.ts";

/** The walk of a contract half whose gate is open. Heads stay: its revision is recorded already. */
export function resolvePending({ id, changes: text }: PendingContract, before: Model): Resolved {
  const changes = parseChanges(text);
  const walk: Resolved["walk"] = {
    revision: id,
    direction: "up",
    outcome: "applied",
    digest: digestText(text),
    message: `contract half of ${id}`,
    parents: [],
    heads: { add: [], remove: [] },
    onFailure: "resume",
    before,
    changes: [{ step: "contract", changes }],
    steps: [{ step: "contract", outcome: "applied", inverse: invert(changes) }],
    verify: [],
    atomic: "no",
    waiting: [],
  };
  return { walk, after: applyAll(before, changes) };
}
