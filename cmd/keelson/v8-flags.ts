import { setFlagsFromString } from "node:v8";

/** What a run has told V8 to do otherwise than usual. */
export class V8Flags {
  /** With what takes each back. */
  readonly #changed = new Map<string, string>();

  /** @param usual what takes it back */
  change(own: string, usual: string): void {
    setFlagsFromString(own);
    this.#changed.set(own, usual);
  }

  takeBack(own: string): void {
    const usual = this.#changed.get(own);
    if (usual === undefined) return;
    setFlagsFromString(usual);
    this.#changed.delete(own);
  }

  /** Code is compiled as if nothing were changed: V8 refuses what was compiled with other flags, of Node's own parts too. */
  asUsualDuring<T>(compile: () => T): T {
    const changed = [...this.#changed];
    for (const [own] of changed) this.takeBack(own);
    try {
      return compile();
    } finally {
      for (const [own, usual] of changed) this.change(own, usual);
    }
  }
}
