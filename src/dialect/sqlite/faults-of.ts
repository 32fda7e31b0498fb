import { systemClock } from "../../core/clock.ts";
import { columnInDefault } from "../../grammar/column-in-default.ts";
import type { PartFault, SqlPart } from "../../grammar/grammar.ts";
import { Handle } from "./connection/handle.ts";
import { sqliteFault } from "./connection/sqlite-fault.ts";
import { triggerTarget } from "./parse/trigger-target.ts";
import { analyse, unrecognised } from "./split.ts";
import { isOperator, isWord, type Token, tokenise } from "./tokenise.ts";

const inMemory = {
  access: "write",
  shown: "a database in memory",
  patience: 0,
  openTimeout: 10_000,
  otherFiles: "refused",
  settings: [],
  clock: systemClock,
  random: Math.random,
} as const;

/** By SQLite itself: statements are compiled for an empty database in memory and never run. */
export async function faultsOf(parts: readonly SqlPart[]): Promise<readonly (PartFault | null)[]> {
  if (parts.length === 0) return [];
  const handle = await Handle.open(":memory:", inMemory);
  try {
    const compiler = new Compiler(handle);
    const faults: (PartFault | null)[] = [];
    for (const part of parts) faults.push(await compiler.faultIn(part));
    return faults;
  } finally {
    await handle.close();
  }
}

class Compiler {
  readonly #handle: Handle;
  readonly #known = new Map<string, boolean>();

  constructor(handle: Handle) {
    this.#handle = handle;
  }

  async faultIn({ text, form }: SqlPart): Promise<PartFault | null> {
    switch (form) {
      case "expression":
      case "assigned":
        return (await this.#framed(text, "CREATE TABLE t (a, CHECK (", "\n))")) ?? outsideOf(text) ?? (await this.#unknownFunction(text));
      case "default":
        return (await this.faultIn({ text, form: "expression" })) ?? (await this.#columnIn(text));
      case "view":
        return this.#framed(text, "CREATE VIEW v AS ", "");
      case "type":
        return outsideOf(text) ?? this.#framed(text, "CREATE TABLE t (a ", "\n)");
      case "query":
        return this.#framed(text, "", "");
      case "definition":
        // It has no bodies but those of triggers, which their reader reads.
        return null;
      case "statements":
        return this.#inStatements(text);
    }
  }

  async #inStatements(text: string): Promise<PartFault | null> {
    const statements = analyse(text);
    if ("message" in statements) return { code: "sql-syntax", ...statements };
    for (const { sql, offset } of statements) {
      const fault = /^explain\b/i.test(sql) ? null : await this.#inStatement(sql);
      if (fault !== null) return { ...fault, offset: offset + fault.offset };
    }
    return null;
  }

  async #inStatement(sql: string): Promise<PartFault | null> {
    const target = triggerTarget(sql);
    if (target === undefined || (await this.#complaint(target.create)) !== null) return this.#framed(sql, "", "");
    await this.#handle.run(target.create);
    try {
      return await this.#framed(sql, "", "");
    } finally {
      await this.#handle.run(target.drop);
    }
  }

  async #framed(text: string, before: string, after: string): Promise<PartFault | null> {
    const message = await this.#refusal(`${before}${text}${after}`);
    if (message === null) return null;
    const tokens = tokenise(text);
    const illegal = tokens.find(({ kind }) => kind === "illegal");
    if (illegal !== undefined) return { code: "sql-syntax", ...unrecognised(text, illegal) };
    const near = /^near "(.*)": syntax error$/s.exec(message)?.[1];
    // SQLite names the token and not its place: the first one up to which it says the same.
    for (const token of tokens.filter((each) => each.text === near))
      if ((await this.#refusal(`${before}${text.slice(0, token.end)}`)) === message)
        return { code: "sql-syntax", message, offset: token.start };
    return { code: "sql-syntax", message: "syntax error at end of input", offset: text.trimEnd().length };
  }

  /** What the grammar says against a statement; that something it names does not exist here says nothing. */
  async #refusal(statement: string): Promise<string | null> {
    const message = await this.#complaint(statement);
    return message !== null && /syntax error|incomplete input|unrecognized token/.test(message) ? message : null;
  }

  async #complaint(statement: string): Promise<string | null> {
    try {
      await this.#handle.run(`EXPLAIN ${statement}`);
      return null;
    } catch (error) {
      const fault = sqliteFault(error);
      if (fault === undefined) throw error;
      return fault.message;
    }
  }

  async #columnIn(text: string): Promise<PartFault | null> {
    const message = await this.#complaint(`CREATE TABLE t (a DEFAULT (${text}\n))`);
    return message?.endsWith("is not constant") === true ? columnInDefault(text) : null;
  }

  /** A function that this SQLite does not have fails every row that is written. */
  async #unknownFunction(text: string): Promise<PartFault | null> {
    const tokens = tokenise(text);
    // Behind FROM stand tables that look like functions.
    if (tokens.some((token) => isWord(token, "SELECT"))) return null;
    for (const [index, { kind, text: name, start }] of tokens.entries())
      if (
        kind === "word" &&
        isOperator(tokens[index + 1], "(") &&
        !isWord(tokens[index - 1], "AS") &&
        !(await this.#isKnown(name.toLowerCase()))
      )
        return { code: "unknown-function", message: `SQLite has no function ${name}`, offset: start };
    return null;
  }

  /** Keywords in front of a parenthesis are no functions: called as one they are an error of syntax. */
  async #isKnown(name: string): Promise<boolean> {
    const known = this.#known.get(name) ?? (await this.#complaint(`SELECT ${name}()`)) !== `no such function: ${name}`;
    this.#known.set(name, known);
    return known;
  }
}

/** An expression that ends the parenthesis it stands in would be another statement. */
function outsideOf(text: string): PartFault | null {
  let depth = 0;
  for (const token of tokenise(text)) {
    depth += depthOf(token);
    if (depth < 0) return { code: "sql-syntax", message: "it closes a parenthesis that it does not open", offset: token.start };
  }
  return null;
}

const depthOf = (token: Token): number => (isOperator(token, "(") ? 1 : isOperator(token, ")") ? -1 : 0);
