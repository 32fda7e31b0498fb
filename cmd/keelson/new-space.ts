import { setFlagsFromString } from "node:v8";

/** How many times as large the part of the heap where objects are made becomes when it is too small. */
const growth = (factor: number): void => setFlagsFromString(`--semi-space-growth-factor=${factor}`);
const usual = 2;

/** The part of the heap where objects are made, which V8 would let grow to eight times what loading the program makes of it (8 MB): that spares no time that can be measured and takes a third of all memory. */
export class NewSpace {
  #isKept = false;

  /** From now on it stays as large as it is. For what makes many objects and keeps most. */
  keep(): void {
    this.#isKept = true;
    growth(1);
  }

  /** Code is compiled as if it grew: V8 refuses what was compiled with other flags, of Node's own parts too. */
  growingDuring<T>(compile: () => T): T {
    if (!this.#isKept) return compile();
    this.#isKept = false;
    growth(usual);
    try {
      return compile();
    } finally {
      this.keep();
    }
  }
}
