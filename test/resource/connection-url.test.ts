import { expect, test } from "vitest";
import { urlOfParts } from "../../src/resource/connection-parts.ts";
import { describeConnection, isUrlFault, parseConnectionUrl } from "../../src/resource/connection-url.ts";

test.for([
  ["sqlite:shop.db", "shop.db"],
  ["sqlite:./db/shop.db", "./db/shop.db"],
  ["sqlite:/var/shop.db", "/var/shop.db"],
  ["sqlite:///shop.db", "shop.db"],
  ["sqlite:////var/shop.db", "/var/shop.db"],
  ["sqlite+aiosqlite:///./shop.db?timeout=20", "./shop.db"],
  ["sqlite3:shop.db", "shop.db"],
  ["file:./dev.db", "./dev.db"],
] as const)("%s is the file %s", ([url, path]) => expect(parseConnectionUrl(url)).toEqual({ dialect: "sqlite", path }));

test.for([
  ["postgresql://u:p@h:5433/d", "postgresql://u:p@h:5433/d", "h:5433/d"],
  ["postgres://h/d", "postgresql://h:5432/d", "h:5432/d"],
  ["postgresql+asyncpg://u@h/d?ssl=require", "postgresql://u@h:5432/d?sslmode=require", "h:5432/d"],
  ["jdbc:postgresql://h/d", "postgresql://h:5432/d", "h:5432/d"],
  ["postgresql://u@h/d?schema=public&sslmode=disable", "postgresql://u@h:5432/d?sslmode=disable", "h:5432/d"],
  ["postgresql://u@[::1]:5433/d", "postgresql://u@[::1]:5433/d", "[::1]:5433/d"],
  ["postgresql:///d", "postgresql://localhost:5432/d", "localhost:5432/d"],
  ["postgresql://:5433/d", "postgresql://localhost:5433/d", "localhost:5433/d"],
  ["postgresql:///d?host=/run/pg", "postgresql://%2Frun%2Fpg:5432/d", "/run/pg:5432/d"],
  ["postgresql://alice@h", "postgresql://alice@h:5432/", "h:5432/alice"],
  ["postgresql://u:p@/d?host=/run/pg", "postgresql://u:p@%2Frun%2Fpg:5432/d", "/run/pg:5432/d"],
  ["postgresql://u@/d?host=db&sslmode=verify-full", "postgresql://u@db:5432/d?sslmode=verify-full", "db:5432/d"],
  ["postgresql://u@/d", "postgresql://u@localhost:5432/d", "localhost:5432/d"],
  ["postgresql://u@h:5433/d?host=other&port=5434", "postgresql://u@other:5434/d", "other:5434/d"],
] as const)("%s", ([written, url, shown]) => {
  const parsed = parseConnectionUrl(written);
  expect(parsed).toMatchObject({ dialect: "postgresql", url });
  expect(isUrlFault(parsed) ? "" : describeConnection(parsed)).toBe(shown);
});

test.for([
  "sqlite:",
  "sqlite://",
  "sqlite::memory:",
  "postgresql://u@h:port/d",
  "postgresql://u@h:0/d",
  "postgresql://u@h:65536/d",
  "postgresql://u@h/d?port=door",
  "postgresql://h1,h2/d",
  "postgresql://h1:5432,h2:5432/d",
])("%s is refused", (url) => expect(parseConnectionUrl(url)).toMatchObject({ code: "wrong-url" }));

test("what is no URL of ours is told without repeating it", () => {
  for (const text of ["mysql://u:hunter2@h/d", "hunter2", "host=h password=hunter2", "sqlite://hunter2.db", "postgresql:hunter2"]) {
    const parsed = parseConnectionUrl(text);
    expect(isUrlFault(parsed)).toBe(true);
    expect(JSON.stringify(parsed)).not.toContain("hunter2");
  }
});

test("a dialect from outside has its own", () => {
  expect(parseConnectionUrl("duck:x", ["duck"])).toEqual({ dialect: "duck", url: "duck:x" });
});

test("no password is ever described", () => {
  const parsed = parseConnectionUrl("postgresql://u:hunter2@h/d?password=hunter2");
  expect(isUrlFault(parsed) ? "hunter2" : describeConnection(parsed)).toBe("h:5432/d");
});

test("parts make a URL", () => {
  expect(urlOfParts("postgresql", { host: "h", port: "5433", user: "a@b", password: "p/w", database: "d" })).toBe(
    "postgresql://a%40b:p%2Fw@h:5433/d",
  );
  expect(urlOfParts("sqlite", { database: "shop.db" })).toBe("sqlite:shop.db");
});
