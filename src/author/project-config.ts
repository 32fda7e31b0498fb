import { type Diagnostic, hasErrors } from "../core/diagnostic.ts";
import { didYouMean } from "../core/did-you-mean.ts";
import { openDocuments } from "../resource/open-documents.ts";
import { checkFileName, defaultFileName } from "./file-name.ts";
import type { RuleSettings } from "../lint/active-rules.ts";
import type { RuleSeverity } from "../lint/rule.ts";
import { type IdStrategy, idStrategies } from "./revision-id.ts";

/** How the command line writes new files; beside `keelson.yaml` as `keelson.config.yaml`. */
export interface ProjectConfig {
  readonly fileName: string;
  readonly ids: IdStrategy;
  /** Commands to run on each written file, which is added as the last argument. */
  readonly postWrite: readonly (readonly string[])[];
  /** Packages or paths that bring dialects, operations, rules. */
  readonly plugins: readonly string[];
  /** How grave the findings of `lint` are, by the code of the rule. */
  readonly rules: RuleSettings;
}

export const defaultProjectConfig: ProjectConfig = { fileName: defaultFileName, ids: "random", postWrite: [], plugins: [], rules: {} };

export interface ProjectConfigRead {
  readonly config: ProjectConfig;
  readonly diagnostics: readonly Diagnostic[];
}

type Fault = Omit<Diagnostic, "position">;
const fault = (code: string, message: string, remedy: string): Fault => ({ code, severity: "error", message, remedy });

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";
const isTextList = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText);

/** What is wrong with each setting's value, if anything. */
const checks: { readonly [K in keyof ProjectConfig]: (value: unknown) => Fault | undefined } = {
  fileName: (value) =>
    isText(value)
      ? checkFileName(value)
      : fault("invalid-setting", "fileName is not text", 'Write a template such as "{date}_{id}_{slug}"'),
  ids: (value) =>
    idStrategies.some((strategy) => strategy === value)
      ? undefined
      : fault("invalid-setting", `ids cannot be ${String(value)}`, `Use one of ${idStrategies.join(", ")}`),
  postWrite: (value) =>
    Array.isArray(value) && value.every((command) => isTextList(command) && command.length > 0)
      ? undefined
      : fault("invalid-setting", "postWrite is not a list of commands", "Write each command as a list: [ npx, prettier, --write ]"),
  plugins: (value) =>
    isTextList(value) ? undefined : fault("invalid-setting", "plugins is not a list of names", "Write a list of packages or paths"),
  rules: (value) =>
    isMapOf(value, isRuleSetting)
      ? undefined
      : fault(
          "invalid-setting",
          "rules is not a map of codes to severities",
          `Write a code and one of ${severities.join(", ")}: table-dropped: error`,
        ),
};
const severities: readonly unknown[] = ["off", "note", "warning", "error"] satisfies readonly RuleSeverity[];
const isMapOf = (value: unknown, isEntry: (entry: unknown) => boolean): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value) && Object.values(value).every(isEntry);
/** A severity, or a map with `severity` and further settings, all of them text. */
const isRuleSetting = (value: unknown): boolean =>
  severities.includes(value) || (isMapOf(value, isText) && (value["severity"] === undefined || severities.includes(value["severity"])));
const isSetting = (name: string): name is keyof ProjectConfig => Object.hasOwn(checks, name);

/** Reads `keelson.config.yaml`; what is not said, or said wrongly, is the default. */
export function parseProjectConfig({ path, text }: { readonly path: string; readonly text: string }): ProjectConfigRead {
  const { documents, diagnostics: faults } = openDocuments({ path, text });
  const [document] = documents;
  // Nobody else reads the settings: `off` is a word here, whatever other readers of YAML take it for.
  const diagnostics: Diagnostic[] = [...faults, ...documents.flatMap((each) => each.diagnostics)].filter(
    ({ code }) => code !== "ambiguous-scalar",
  );
  if (hasErrors(diagnostics) || document === undefined) return { config: defaultProjectConfig, diagnostics };
  if (typeof document.value !== "object" || document.value === null || Array.isArray(document.value)) {
    const position = document.locate([], "value");
    return {
      config: defaultProjectConfig,
      diagnostics: [{ ...fault("invalid-setting", "the settings are not a map", `Write settings such as ids: random`), position }],
    };
  }
  const settings: Partial<Record<keyof ProjectConfig, unknown>> = {};
  for (const [name, value] of Object.entries(document.value)) {
    const found = isSetting(name) ? checks[name](value) : unknownSetting(name);
    if (found !== undefined) diagnostics.push({ ...found, position: document.locate([name], "key") });
    else if (isSetting(name)) settings[name] = value;
  }
  // Each of them passed its check.
  return { config: { ...defaultProjectConfig, ...(settings as Partial<ProjectConfig>) }, diagnostics };
}

function unknownSetting(name: string): Fault {
  const near = didYouMean(name, Object.keys(checks));
  return fault(
    "unknown-setting",
    `there is no setting ${name}`,
    near === undefined ? `Settings are ${Object.keys(checks).join(", ")}` : `Did you mean ${near}?`,
  );
}
