import type { EntrySettings } from "../model/entry/entry-context.ts";
import type { Dialect } from "../port/dialect.ts";
import type { Settings } from "./settings.ts";

/** The database that documents are read for where nobody asks it: what they alone tell of it. */
export function unseenSettings({ dialect, settings }: { readonly dialect: Dialect; readonly settings: Settings }): EntrySettings {
  const { grammar, kinds } = dialect;
  const { defaultSchema, schemas, ignore, environment = null } = settings;
  return { grammar, kinds, defaultSchema, schemas, ignore, serverVersion: null, environment };
}
