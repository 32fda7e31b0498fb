import { collationSource } from "./collation.ts";
import type { DdlSources } from "./source.ts";

/** Where each kind that is given as its statement stands in the catalogue. */
export const ddlSources: DdlSources = {
  collation: collationSource,
};
