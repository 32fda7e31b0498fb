import { apiVersion } from "../../src/core/api-version.ts";
import { digestText } from "../../src/core/digest.ts";
import type { Status } from "../../src/status/status.ts";

/** Text of somebody who wishes us ill: markup, quotes, and an end of what it stands in. */
export const hostile = `<script>window.caught = "x"</script> '">&amp; ]]> <img src=x onerror="window.caught=1">`;

export const digest = digestText("exhibit");
export const at = (minute: number): string => `2026-11-20T09:${String(minute).padStart(2, "0")}:30Z`;
export const long =
  "A migration that somebody explained at length, so that who reads the history in three years knows why the column was split in two";

export const calm: Status = {
  apiVersion,
  kind: "Status",
  database: "billing",
  reason: "UpToDate",
  message: "the database is where it should be",
  revision: { current: ["0007_invoices"], target: ["0007_invoices"], pending: 0 },
  source: { digest, commit: "3f1c9d0a7be24c56b0e1f2a3948576acd0e9f812" },
  plan: null,
  progress: null,
  drift: { objects: [], checkedAt: at(41) },
  pendingContract: [],
  journal: { seq: 12, hash: digest },
  history: [{ seq: 12, kind: "revision", revision: "0007_invoices", message: "Invoices", at: at(10) }],
  conditions: [
    { type: "Ready", status: "True", reason: "UpToDate", message: "the database is where it should be", lastTransitionTime: at(10) },
  ],
  diagnostics: [],
};

export const busy: Status = {
  ...calm,
  database: "shop",
  reason: "Progressing",
  message: "0012_split_name runs: stage 2 of 4, backfill of customer",
  revision: { current: ["0011_orders", "0009_audit"], target: ["0014_drop_name"], pending: 3 },
  plan: {
    digest,
    statements: 7,
    hazards: [
      { kind: "longLock", statement: 0 },
      { kind: "dataLoss", statement: 5 },
    ],
  },
  progress: {
    revision: "0012_split_name",
    stage: 2,
    of: 4,
    error: `stage 2, step 1: 23514 new row for relation "customer" violates check constraint ${hostile}`,
    backfill: { rows: 1_200_000, total: 2_000_000, rowsPerSecond: 5400, eta: at(58) },
  },
  drift: {
    objects: [
      { kind: "table", name: "public.customer", change: "changed" },
      { kind: "index", name: "public.orders_by_day", change: "missing" },
      { kind: "view", name: hostile, change: "extra" },
    ],
    more: 4,
    checkedAt: at(41),
  },
  pendingContract: ["0010_drop_legacy"],
  history: [11, 10, 9, 8, 7].map((seq) => ({
    seq,
    kind: seq === 9 ? "drift" : "revision",
    revision: seq === 9 ? null : `00${String(seq).padStart(2, "0")}_orders`,
    message: seq === 8 ? hostile : seq === 7 ? long : "Orders and their lines",
    at: at(seq),
  })),
  conditions: [
    { type: "Ready", status: "False", reason: "Progressing", message: "0012_split_name runs", lastTransitionTime: at(12) },
    { type: "Reconciling", status: "True", reason: "Progressing", message: "0012_split_name runs", lastTransitionTime: at(12) },
    {
      type: "Drifted",
      status: "True",
      reason: "Progressing",
      message: `7 objects were changed by hand ${hostile}`,
      lastTransitionTime: at(3),
    },
    { type: "Approved", status: "Unknown", reason: "Progressing", message: long, lastTransitionTime: at(3) },
  ],
  diagnostics: [
    {
      code: "unknown-field",
      severity: "error",
      message: `column 'nam' of table ${hostile} is not known`,
      remedy: "Write 'name'",
      position: { file: "schema/customer.yaml", line: 14, column: 7 },
    },
    {
      code: "rename-suspected",
      severity: "warning",
      message: "column 'mail' looks like 'email' renamed",
      remedy: "Say `renamedFrom: mail` where it is",
    },
    { code: "unseen-setting", severity: "note", message: "the server does not tell 'shared_preload_libraries' to this role", remedy: "" },
  ],
};
