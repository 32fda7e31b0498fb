/** The right to change the database: who holds it and the token that fences every commit. */
export interface LeaseGrant {
  readonly token: string;
  readonly holder: string;
  readonly project: string;
}

export interface LeaseHolder {
  readonly holder: string;
  readonly project: string;
  /** Free text: tool, version, host, pid. */
  readonly info: string;
  readonly since: string;
  readonly expiresAt: string;
}

export interface LeaseRequest {
  readonly project: string;
  /** A UUID made by the caller. */
  readonly holder: string;
  readonly ttlMs: number;
  readonly info: string;
}

/** The one lease of a database. Rules: engine.md "Lease". */
export interface LeaseStore {
  /**
   * One attempt, outside any long transaction: the grant, or who holds it. Takes over what is released, orphaned or expired.
   * By the holder itself (its answer to a COMMIT was lost) it gives a new token, once no commit under the old one is in flight.
   */
  tryAcquire(request: LeaseRequest): Promise<{ readonly grant: LeaseGrant } | { readonly heldBy: LeaseHolder }>;
  /** Called every ttl/4, on another connection than the stages'. @throws StageError `fenced` where the lease is lost; anything else is worth another try. */
  beat(grant: LeaseGrant): Promise<void>;
  /** Hands the lease on; never throws where it is lost already. */
  release(grant: LeaseGrant): Promise<void>;
  holder(): Promise<LeaseHolder | null>;
  /** Takes it away from whoever holds it (`keelson unlock`). */
  revoke(): Promise<LeaseHolder | null>;
}
