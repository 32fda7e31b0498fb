import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import { InputError } from "../../core/error.ts";
import { dialectRegistry } from "../../dialect/registry.ts";
import { outsideRules } from "../../lint/outside-rules.ts";
import type { Rule } from "../../lint/rule.ts";
import type { Dialect } from "../../port/dialect.ts";
import { type OutsideOperation, outsideOperations } from "../../revision/outside-operation.ts";
import type { VerbContext } from "./context.ts";
import { defaultFile } from "./open-documents.ts";
import type { VerbOptions } from "./options.ts";
import { refuseErrors } from "./refuse-errors.ts";

/** What a plugin brings: exported by these names, or as properties of its default export. */
export interface Plugin {
  readonly dialects?: readonly Dialect[];
  readonly operations?: readonly OutsideOperation[];
  readonly rules?: readonly Rule[];
}

export const configName = "keelson.config.yaml";

/** The instance with the dialects, operations and rules that `plugins` of the project's settings name. @throws InputError */
export async function withPlugins(context: VerbContext, { file = defaultFile }: Pick<VerbOptions, "file">): Promise<VerbContext> {
  if (context.host.plugins !== "load") return context;
  const path = configPath(context.host.cwd, file);
  // Read as text first: most projects have no plugins, and then nobody needs YAML yet.
  const text = existsSync(path) ? readFileSync(path, "utf8") : "";
  if (!text.includes("plugins")) return context;
  const { parseProjectConfig } = await import("../../author/project-config.ts");
  const shown = relative(context.host.cwd, path);
  const { config, diagnostics } = parseProjectConfig({ path: shown, text });
  refuseErrors(diagnostics);
  const plugins = config.plugins.map((name) => loadPlugin(name, path, shown));
  const operations = outsideOperations([...context.operations.values(), ...plugins.flatMap((plugin) => plugin.operations ?? [])]);
  return {
    ...context,
    dialects: new Map([...context.dialects, ...dialectRegistry(plugins.flatMap((plugin) => plugin.dialects ?? []))]),
    operations,
    rules: outsideRules([...context.rules, ...plugins.flatMap((plugin) => plugin.rules ?? [])]),
  };
}

/** Beside the Database document, or in the folder of documents. */
function configPath(cwd: string, file: string): string {
  if (file === "-") return join(cwd, configName);
  const path = resolve(cwd, file);
  return join(existsSync(join(path, configName)) ? path : dirname(path), configName);
}

function loadPlugin(name: string, config: string, shown: string): Plugin {
  const loaded = loadModule(name, config, shown);
  const plugin = isPlugin(loaded) ? loaded : loaded["default"];
  if (isPlugin(plugin)) return plugin;
  throw refused(
    name,
    shown,
    "brings neither dialects nor operations nor rules",
    "Export `dialects`, `operations` or `rules`, a list of each",
  );
}

/** A path is relative to the settings; a package is looked for from there on. Modules of either form, but for those that await at their top. */
function loadModule(name: string, config: string, shown: string): Readonly<Record<string, unknown>> {
  try {
    return createRequire(config)(name);
  } catch (cause) {
    const reason = cause instanceof Error ? (cause.message.split("\n")[0] ?? "") : String(cause);
    throw refused(name, shown, `cannot be loaded: ${reason}`, "Install the package beside the project, or correct the path", cause);
  }
}

const isPlugin = (value: unknown): value is Plugin => {
  if (typeof value !== "object" || value === null) return false;
  const { dialects, operations, rules } = value as Readonly<Record<string, unknown>>;
  return [dialects, operations, rules].some(Array.isArray);
};

function refused(name: string, config: string, why: string, remedy: string, cause?: unknown): InputError {
  const code = "plugin-refused";
  const message = `plugin ${name}, which ${config} names, ${why}`;
  return new InputError(message, { code, cause, remedy });
}
