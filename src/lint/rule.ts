import type { Severity } from "../core/diagnostic.ts";
import type { Hazard } from "../instruction/instruction.ts";
import type { Model } from "../model/model.ts";
import type { SchemaObject } from "../model/object.ts";
import type { Act, ActKind, ActOf, Named } from "../port/act.ts";
import type { Example } from "./example.ts";

/** How grave what a rule finds is; `off`: it is not asked. */
export type RuleSeverity = Severity | "off";

/** Who says what is judged: a Schema, a structured operation of a revision, or SQL as written. */
export type ActSource = "schema" | "operation" | "sql";

/** What a rule may know beside the act. */
export interface Situation {
  readonly dialect: string;
  /** Comparable, as `ServerInfo.versionNumber`; null where nobody says. */
  readonly serverVersion: number | null;
  readonly source: ActSource;
  /** Before the revision, and after it; of a Schema both are what it declares. */
  readonly before: Model;
  readonly after: Model;
  /** Of the operation as it is lowered for a table that holds rows; none of anything else. */
  readonly hazards: readonly Hazard[];
  /** What is committed together with it, itself among them, in its order. */
  readonly together: readonly Act[];
  /** What the same revision does, in its order; of a Schema the act alone. */
  readonly revision: readonly Act[];
  /** A setting of the rule. */
  readonly option: (name: string) => string;
  /** The table, view, sequence or index of that name, where the model has it. */
  find(name: Named): SchemaObject | undefined;
  /** Whether the same revision has made it, so that nobody else uses it yet. */
  isNew(name: Named): boolean;
  /** Its name, with ` (about 1,200,000 rows)` behind it where live statistics say so. */
  describe(name: Named): string;
}

/** What is wrong, in one sentence without a full stop; null: nothing. */
export type Verdict = string | null;

/** One rule: what it looks at, and what its page says. */
export interface Rule {
  /** Stable, in kebab-case; from outside with a domain: `acme.dev/no-blobs`. */
  readonly code: string;
  /** Where the project's settings say nothing. */
  readonly severity: RuleSeverity;
  readonly dialects: "all" | readonly string[];
  /** Whose acts it judges; everybody's where absent. */
  readonly sources?: readonly ActSource[];
  /** The lock, scan, rewrite or loss. */
  readonly happens: string;
  readonly versions: string;
  /** Why it matters for a table with rows and a running application. */
  readonly matters: string;
  /** What does it safely; the remedy of each finding. */
  readonly instead: string;
  /** Settings beside the severity, with their defaults. */
  readonly options?: Readonly<Record<string, string>>;
  readonly judges: { readonly [K in ActKind]?: (act: ActOf<K>, situation: Situation) => Verdict };
  readonly examples: { readonly bad: Example; readonly good: Example };
}
