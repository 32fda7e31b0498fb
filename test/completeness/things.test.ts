import { expect, test } from "vitest";
import type { UnmanagedObject } from "../../src/port/session.ts";
import { CorpusProject } from "../corpus/corpus-project.ts";
import { rebuild } from "../corpus/rebuild.ts";
import { askRows } from "../server/ask.ts";
import { withoutSubscriptions } from "../server/without-subscriptions.ts";
import { havePostgresTools } from "../server/postgres-tool.ts";
import { describePostgres } from "../server/postgres.ts";
import { thingGroups } from "./things.ts";

/** What foreign tables and user mappings lie upon. */
const reliedOn = ["wrapper", "server_one"];

/** As documents name it. */
const secrets = { sub_connection: "host=nowhere dbname=x password=canary" };

describePostgres("nothing is lost in silence", (server) => {
  test.skipIf(!havePostgresTools).each(thingGroups)(
    "$name: each is built anew from its documents, or named as not managed",
    async ({ lines }) => {
      await using original = await server.database();
      await using empty = await server.database();
      await using _originals = withoutSubscriptions(original.url);
      await using _built = withoutSubscriptions(empty.url);
      for (const line of lines(server.major)) await askRows(original.url, line);
      using project = await CorpusProject.open(original.url, ["schemas: [public, held, other, shown]"], secrets);
      const { unmanaged } = (await project.exits(0, original.url, "inspect", "--write", "db", "-o", "json")).json<{
        unmanaged: readonly UnmanagedObject[];
      }>();
      await project.exits(0, original.url, "check");
      const { lost, added } = await rebuild(project, { original: original.url, empty: empty.url, unmanaged, reliedOn });
      expect({ lost, added }).toEqual({ lost: [], added: [] });
      await project.exits(0, empty.url, "check");
    },
    120_000,
  );
});
