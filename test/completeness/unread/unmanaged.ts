import type { Unread } from "./unread.ts";

/** What belongs to kinds of objects that are named one by one. */
export const unmanaged: Unread = {
  pg_largeobject_metadata: { "those with privileges are counted": "oid" },
  pg_subscription: {
    "a credential, for superusers alone": "subconninfo",
    "how far it has come": "subskiplsn",
  },
  pg_user_mapping: { "for superusers alone: read through pg_user_mappings": "*" },
};
