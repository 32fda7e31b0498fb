import { changeLine } from "../change/describe.ts";
import { KeelsonError } from "../core/error.ts";
import { diff } from "../diff/diff.ts";
import type { Model } from "../model/model.ts";
import type { RevisionGraph } from "../revision/graph.ts";
import type { RevisionResource } from "../resource/resource.ts";
import type { VerbContext } from "./project/context.ts";
import { downgrade } from "./downgrade.ts";
import { openProject } from "./project/open-project.ts";
import type { VerbOptions } from "./project/options.ts";
import { withRun } from "./project/run-options.ts";
import { openScratch } from "./scratch-database.ts";
import { upgrade } from "./upgrade.ts";

export interface TestOptions extends VerbOptions {
  /** A database to walk on, which is emptied first; a new one where absent. Never that of `--url`. */
  readonly devUrl?: string;
}

export interface TestFailure {
  readonly revision: string;
  readonly message: string;
}

export interface TestResult {
  readonly revisions: number;
  readonly failures: readonly TestFailure[];
  readonly text: string;
}

/** Walks every revision up, down and up again on a throwaway database and compares what is there; then the whole path back and forth. */
export async function test(context: VerbContext, options: TestOptions): Promise<TestResult> {
  const project = await openProject(context, options);
  const { graph } = await project.documents();
  const { url, dispose } = await openScratch(project, options);
  try {
    const failures = await new Walker(context, { ...options, url, allow: ["dataLoss"] }, graph).walk();
    const verdict = failures.length === 0 ? success(graph) : failures.map(({ revision, message }) => `${revision}: ${message}`).join("\n");
    const text =
      graph.size === 0 ? "There is no revision to test." : `Tested ${graph.size} revision${graph.size === 1 ? "" : "s"}.\n${verdict}`;
    return { revisions: graph.size, failures, text };
  } finally {
    await dispose();
  }
}

function success(graph: RevisionGraph<RevisionResource>): string {
  const oneWay = graph.order.filter((id) => graph.node(id).irreversible !== undefined);
  const others = graph.size - oneWay.length;
  const which = oneWay.length === 0 ? (others === 1 ? "It goes" : "All of them go") : others === 1 ? "The other goes" : "The others go";
  return [
    ...(oneWay.length === 0
      ? []
      : [`${oneWay.join(", ")} ${oneWay.length === 1 ? "says that it has" : "say that they have"} no way down, and went up alone.`]),
    ...(others === 0 ? [] : [`${which} up, down and up again to the same schema.`]),
  ].join("\n");
}

/** Moves one throwaway database and notes what is not as it was. */
class Walker {
  readonly #context: VerbContext;
  readonly #options: VerbOptions;
  readonly #graph: RevisionGraph<RevisionResource>;
  readonly #failures: TestFailure[] = [];

  constructor(context: VerbContext, options: VerbOptions, graph: RevisionGraph<RevisionResource>) {
    this.#context = context;
    this.#options = options;
    this.#graph = graph;
  }

  async walk(): Promise<readonly TestFailure[]> {
    const empty = await this.#model();
    for (const id of this.#graph.order) if (!(await this.#attempt(id, () => this.#upDownUp(id)))) return this.#failures;
    if (this.#graph.order.some((id) => this.#graph.node(id).irreversible !== undefined)) return this.#failures;
    const full = await this.#model();
    const whole = this.#graph.order.at(-1) ?? "base";
    await this.#attempt(whole, async () => {
      await this.#down("base");
      this.#compare(whole, "the whole path down does not lead back to the beginning", empty, await this.#model());
      await this.#up("heads");
      this.#compare(whole, "the whole path up again does not lead to the same schema", full, await this.#model());
    });
    return this.#failures;
  }

  async #upDownUp(id: string): Promise<void> {
    const before = await this.#model();
    await this.#up(id);
    const after = await this.#model();
    if (this.#graph.node(id).irreversible !== undefined) return;
    await this.#down("-1");
    this.#compare(id, "the way down does not restore what was there", before, await this.#model());
    await this.#up(id);
    this.#compare(id, "up again is not what up was", after, await this.#model());
  }

  /** Whether it went through; what a person can mend is a failure, not an end. */
  async #attempt(revision: string, action: () => Promise<void>): Promise<boolean> {
    try {
      await action();
      return true;
    } catch (error) {
      if (!(error instanceof KeelsonError)) throw error;
      this.#failures.push({ revision, message: error.message });
      return false;
    }
  }

  async #up(target: string): Promise<void> {
    await upgrade(this.#context, { ...this.#options, target, run: "execute", contract: "now" });
  }

  async #down(target: string): Promise<void> {
    await downgrade(this.#context, { ...this.#options, target, run: "execute", contract: "held" });
  }

  async #model(): Promise<Model> {
    const project = await openProject(this.#context, this.#options);
    return withRun(
      project,
      async ({ session, settings }) =>
        (await session.inspect({ schemas: settings.schemas, ignore: settings.ignore, unmanaged: "leftOut" })).model,
    );
  }

  /** Both sides are spelled by the server: what differs as text differs. */
  #compare(revision: string, message: string, expected: Model, found: Model): void {
    const { changes, questions } = diff(expected, found);
    const lines = [...changes.map(changeLine), ...questions.map(({ desired, field }) => `${desired.ref.name}: ${field}`)];
    if (lines.length > 0) this.#failures.push({ revision, message: `${message}: ${lines.slice(0, 5).join("; ")}` });
  }
}
