import type { LogFields, Logger, LogLevel } from "../../src/core/logger.ts";
import type { Terminal } from "./terminal.ts";

/** Events on standard error: a line of text each, or a line of JSON. Details only where --verbose asks for them. */
export function terminalLogger(terminal: Terminal): Logger {
  const { verbose, logFormat } = terminal.options;
  return {
    log(level, event, fields = {}) {
      if (level === "debug" && !verbose) return;
      terminal.note(logFormat === "json" ? jsonLine(level, event, fields) : textLine(level, event, fields));
    },
  };
}

const jsonLine = (level: LogLevel, event: string, fields: LogFields): string =>
  JSON.stringify({ time: new Date().toISOString(), level, event, ...fields });

function textLine(level: LogLevel, event: string, fields: LogFields): string {
  const details = Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`]));
  const mark = level === "warn" || level === "error" ? `${level}: ` : "";
  return [`${mark}${event}`, ...details].join(" ");
}
