import type { Reporter, SerializedError, TestModule } from "vitest/node";

/** Closes a run with one line that any reader of a log understands: `N passed, N failed, N skipped`. */
export class PlainSummary implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): void {
    const states = modules.flatMap((module) => [...module.children.allTests()].map((test) => test.result().state));
    const count = (wanted: string) => states.filter((state) => state === wanted).length;
    // What failed outside of any test (a file that does not load, a hook, a rejection nobody awaited) counts too.
    const outside = errors.length + modules.reduce((sum, module) => sum + errorsOf(module), 0);
    console.log(`\n${count("passed")} passed, ${count("failed") + count("pending") + outside} failed, ${count("skipped")} skipped`);
  }
}

const errorsOf = (module: TestModule): number =>
  module.errors().length + [...module.children.allSuites()].reduce((sum, suite) => sum + suite.errors().length, 0);
