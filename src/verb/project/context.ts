import type { DialectRegistry } from "../../dialect/registry.ts";
import type { Rule } from "../../lint/rule.ts";
import type { OutsideOperations } from "../../revision/outside-operation.ts";
import type { Host } from "./host.ts";

/** What an instance of the library is made of; every verb gets it first. */
export interface VerbContext {
  readonly host: Host;
  readonly dialects: DialectRegistry;
  readonly operations: OutsideOperations;
  /** Rules from outside. */
  readonly rules: readonly Rule[];
  /** Of the package, for history and lease. */
  readonly version: string;
}
