/** A text that stands under a name at the Database; null: only that there is one is known. */
export interface NamedSecret {
  readonly secret: string | null;
}

/** What is received from another server. Whether it runs is none of it. */
export interface SubscriptionBody {
  /** How that server is reached: a credential, which nobody reads or compares. */
  readonly connection: NamedSecret;
  readonly publications: readonly string[];
  /** The replication slot there; null: none. */
  readonly slot: string | null;
  readonly binary: boolean;
  /** Whether large transactions come before they are committed; null: not said, which is as the server has it. */
  readonly streaming: boolean | "parallel" | null;
  readonly synchronousCommit: string;
  readonly twoPhase: boolean;
  readonly disableOnError: boolean;
  readonly passwordRequired: boolean;
  readonly runAsOwner: boolean;
  /** Only changes that were made there, none that came there from elsewhere. */
  readonly onlyLocal: boolean;
  readonly failover: boolean;
}

/** What each is where nobody says anything of it. */
export const usualSubscription = {
  slot: null,
  binary: false,
  streaming: null,
  synchronousCommit: "off",
  twoPhase: false,
  disableOnError: false,
  passwordRequired: true,
  runAsOwner: false,
  onlyLocal: false,
  failover: false,
} as const satisfies Partial<SubscriptionBody>;

/** Two secrets are the same where not both sides know them by name: the value itself is compared by nobody. */
export const sameSecret = (a: NamedSecret, b: NamedSecret): boolean => a.secret === null || b.secret === null || a.secret === b.secret;
