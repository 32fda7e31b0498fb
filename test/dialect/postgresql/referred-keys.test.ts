import { test } from "vitest";
import { describePostgres } from "../../server/postgres.ts";
import { thereAndBack } from "./there-and-back.ts";

const users = `
  CREATE TABLE c (id int PRIMARY KEY, code text REFERENCES p (code) ON DELETE CASCADE, self int REFERENCES c);
  CREATE TABLE d (a int, b int, FOREIGN KEY (a, b) REFERENCES q (x, y));`;

describePostgres("a foreign key that stays while the key it refers to is another one", (server) => {
  test("is tied to the new one, there and back", async () => {
    const before =
      "CREATE TABLE p (id int PRIMARY KEY, code text NOT NULL UNIQUE); CREATE TABLE q (x int, y int, z int); CREATE UNIQUE INDEX q_xy ON q (y, x);";
    const after =
      "CREATE TABLE p (id int NOT NULL CONSTRAINT p_id_key UNIQUE, code text CONSTRAINT p_pkey PRIMARY KEY); CREATE TABLE q (x int, y int, z int, CONSTRAINT q_whole UNIQUE (x, y) INCLUDE (z));";
    await thereAndBack(server, `${before} ${users}`, `${after} ${users}`);
  });
});
