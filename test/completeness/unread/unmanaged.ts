import type { Unread } from "./unread.ts";

const named = "each is named as unmanaged";

/** What belongs to kinds of objects that are named one by one. */
export const unmanaged: Unread = {
  pg_largeobject_metadata: { "those with privileges are counted": "oid" },
  pg_subscription: {
    [named]: "subconninfo subskiplsn subowner subenabled subbinary substream subtwophasestate subdisableonerr subpasswordrequired subrunasowner subfailover subslotname subsynccommit subpublications suborigin",
  },
  pg_user_mapping: { "for superusers alone: read through pg_user_mappings": "*" },
};
