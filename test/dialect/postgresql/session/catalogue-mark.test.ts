import { expect, test } from "vitest";
import { ask } from "../../../server/ask.ts";
import { describePostgres } from "../../../server/postgres.ts";
import { connect } from "./session-fixture.ts";

describePostgres("the catalogue's mark", (server) => {
  test.each(["TYPE mood", "CONSTRAINT grown ON person", "SCHEMA public", "TABLE person", "COLUMN person.age"])(
    "moves with the comment on %s",
    async (object) => {
      await using database = await server.database();
      await ask(database.url, "CREATE TYPE mood AS ENUM ('glad'); CREATE TABLE person (age int CONSTRAINT grown CHECK (age > 0))");
      const session = await connect(database.url);
      const mark = async () => (await session.observe("shop", ["public"])).catalogueMark;
      const before = await mark();
      expect(await mark()).toBe(before);
      await ask(database.url, `COMMENT ON ${object} IS 'other'`);
      expect(await mark()).not.toBe(before);
      await session.close();
    },
  );
});
