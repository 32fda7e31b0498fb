import { expect, test } from "vitest";
import { databaseClaims, journalDigest } from "../../../../src/kubernetes/controller/database/claims.ts";

const journal = (project: string, database = "db:5432/shop") => journalDigest({ database, project });

function claims() {
  const concerned: string[] = [];
  const table = databaseClaims((keys) => void concerned.push(...keys));
  const told = () => concerned.splice(0).toSorted();
  return { table, told };
}

test("who claims the same journal is told when that begins and when it ends, and of nothing in between", () => {
  const { table, told } = claims();
  table.note("a/shop", { journal: journal("shop") });
  table.note("a/crm", { journal: journal("crm") });
  expect([told(), table.sharing("a/shop")]).toEqual([[], []]);
  table.note("b/shop", { journal: journal("shop") });
  expect([told(), table.sharing("a/shop"), table.sharing("b/shop")]).toEqual([["a/shop"], ["b/shop"], ["a/shop"]]);
  table.note("b/shop", { journal: journal("shop") });
  expect(told()).toEqual([]);
  table.note("b/shop", { journal: journal("shop", "db:5432/other") });
  expect([told(), table.sharing("a/shop")]).toEqual([["a/shop"], []]);
  table.note("b/shop", undefined);
  expect([told(), table.of("b/shop")]).toEqual([[], undefined]);
});

test("whose objects are asked for is told, whoever of the two is known first", () => {
  const { table, told } = claims();
  const asks = [{ journal: journal("shop"), objects: "table users" }];
  table.note("b/crm", { journal: journal("crm"), asks });
  expect(told()).toEqual([]);
  table.note("a/shop", { journal: journal("shop") });
  expect(table.rivals("a/shop")).toEqual(new Map([["b/crm", "table users"]]));
  table.note("b/crm", { journal: journal("crm"), asks: [{ journal: journal("shop"), objects: "table users, table orders" }] });
  expect([told(), table.rivals("a/shop").get("b/crm")]).toEqual([["a/shop"], "table users, table orders"]);
  table.note("b/crm", { journal: journal("crm") });
  expect([told(), table.rivals("a/shop").size]).toEqual([["a/shop"], 0]);
});
