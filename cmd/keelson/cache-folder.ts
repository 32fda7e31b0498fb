import { join } from "node:path";

/** Where this user's programs keep what they can do without, or undefined where no place is named for that. */
export function cacheFolder({ XDG_CACHE_HOME, LOCALAPPDATA, HOME }: NodeJS.ProcessEnv): string | undefined {
  const home = XDG_CACHE_HOME ?? LOCALAPPDATA ?? (HOME === undefined ? undefined : join(HOME, ".cache"));
  return home === undefined || home === "" ? undefined : join(home, "keelson");
}
