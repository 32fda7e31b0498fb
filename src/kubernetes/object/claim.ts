/** What a Database asks for of what another project owns: digest of where that project's journal lies, and the objects. */
export interface Ask {
  readonly journal: string;
  readonly objects: string;
}

/** What a Database claims, in a form that names no place: whoever may read its status need not know where it connects to. */
export interface Claim {
  /** Digest of where its journal lies. */
  readonly journal: string;
  readonly asks?: readonly Ask[];
}
