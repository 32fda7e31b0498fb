import { expect, test } from "vitest";
import { languageOf } from "../../src/model/language-of.ts";

test.each([
  ["CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS $$SELECT 1$$", "sql"],
  ["CREATE FUNCTION f() RETURNS integer AS 'SELECT 1 -- LANGUAGE c' LANGUAGE 'plpgsql'", "plpgsql"],
  ['CREATE FUNCTION f() RETURNS integer /* LANGUAGE c */ LANGUAGE "My own" AS $x$ LANGUAGE c $x$', "My own"],
  ["CREATE FUNCTION f(language text, a text DEFAULT lower('x')) RETURNS integer LANGUAGE SQL RETURN 1", "sql"],
  ["CREATE FUNCTION all_of_them() RETURNS SETOF language\n LANGUAGE sql AS $$ SELECT * FROM language $$", "sql"],
  ["CREATE FUNCTION one() RETURNS public.language LANGUAGE sql AS $$ SELECT 1 $$", "sql"],
  ["CREATE FUNCTION public.language(a integer) RETURNS TABLE(language text) LANGUAGE plpgsql AS ''", "plpgsql"],
  ["CREATE FUNCTION f() RETURNS integer AS E'it\\'s LANGUAGE c' IMMUTABLE", undefined],
])("%s is written in %s", (definition, language) => {
  expect(languageOf(definition)).toBe(language);
});
