import type { Diagnostic } from "../core/diagnostic.ts";
import type { Status } from "../status/status.ts";

/** Databases from one template that are rolled out together. */
export interface PageSets {
  list(): Promise<readonly PageSet[]>;
  /** Undefined where there is none of that key. */
  find(key: string): Promise<PageSet | undefined>;
}

export interface PageSet extends Pick<Status, "reason" | "message" | "conditions"> {
  readonly key: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly total: number;
  readonly ready: number;
  readonly failed: number;
  /** The wave that is under way, from 0; null: none. */
  readonly wave: number | null;
  readonly waves: readonly PageWave[];
  /** In the order of the waves. */
  readonly targets: readonly PageTarget[];
}

/** A wave with what is allowed to it, and how far it is. */
export interface PageWave {
  /** From 0. */
  readonly index: number;
  /** Labels of its targets; empty: of all that no other selects. */
  readonly labels: Readonly<Record<string, string>>;
  /** Null: all. */
  readonly maxConcurrent: number | null;
  /** As it is written; null: none. */
  readonly pauseFor: string | null;
  /** Null: any number. */
  readonly maxFailures: number | null;
  readonly targets: number;
  readonly ready: number;
  readonly failed: number;
  readonly state: "through" | "under way" | "paused" | "rests" | "stopped" | "not begun" | "not known";
  /** Where it is paused: until when, ISO 8601. */
  readonly until?: string;
}

export interface PageTarget {
  readonly name: string;
  /** Of its Database: leads to its page. */
  readonly key: string;
  readonly wave: number;
  readonly ready: "True" | "False" | "Unknown";
  readonly isFailed: boolean;
  readonly reason?: string;
  readonly message?: string;
}
