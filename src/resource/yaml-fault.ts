import type { YAMLParseError, YAMLWarning } from "yaml";
import type { Diagnostic } from "../core/diagnostic.ts";
import type { Position } from "../core/position.ts";

/** Nested deeper than the parser's stack. */
export const tooDeep = (position: Position): Diagnostic => ({
  code: "nested-too-deep",
  severity: "error",
  message: "maps and lists are nested too deep",
  remedy: "Flatten the document",
  position,
});

/** The %YAML directive names another version. */
export const otherVersion = (version: string, position: Position): Diagnostic => ({
  code: "yaml-version",
  severity: "error",
  message: `the document asks for YAML ${version}`,
  remedy: "Delete the %YAML directive: documents are YAML 1.2",
  position,
});

/** A tab in front of what stands on a line. */
export const tabIndents = (position: Position): Diagnostic => ({
  code: "yaml-tab",
  severity: "error",
  message: "a tab stands where YAML wants spaces",
  remedy: "Indent with spaces",
  position,
});

/** What the library reports, in words of ours. */
export function describeFault({ code, message }: Pick<YAMLParseError | YAMLWarning, "code" | "message">, position: Position): Diagnostic {
  if (message.startsWith("Maximum call stack")) return tooDeep(position);
  if (code === "TAB_AS_INDENT") return tabIndents(position);
  if (code === "TAG_RESOLVE_FAILED")
    return {
      code: "yaml-tag",
      severity: "error",
      message: `${message.replace(/^Unresolved/, "unknown")}`,
      remedy: "Delete the tag, and quote the text where it is meant as such",
      position,
    };
  const said = message.charAt(0).toLowerCase() + message.slice(1);
  return {
    code: "yaml-syntax",
    severity: "error",
    message: `not YAML: ${said}`,
    remedy: "Mend the syntax here or just above",
    position,
  };
}
