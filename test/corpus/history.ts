/** One step of a history: what runs together, in the order of the scripts. */
export interface HistoryStep {
  /** What the revision is called. */
  readonly id: string;
  readonly scripts: readonly string[];
  /** Undoes the step; absent where its authors gave no way down. */
  readonly down?: string;
}

/** The steps from nothing to the newest state, in the order of the people who wrote them. */
export interface CorpusHistory {
  readonly name: string;
  readonly steps: () => readonly HistoryStep[];
}
