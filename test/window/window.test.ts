import { getTasks } from "node-cron";
import { describe, expect, test } from "vitest";
import { InputError } from "../../src/core/error.ts";
import { nextLook } from "../../src/window/next-look.ts";
import type { Schedule } from "../../src/window/schedule.ts";
import { openingAt } from "../../src/window/window.ts";

const hour = 3_600_000;
const nightly = (timeZone = "UTC"): Schedule => ({ resync: hour, timeZone, windows: [{ cron: "0 2 * * *", duration: 2 * hour }] });
const at = (text: string) => new Date(text);

describe("a window", () => {
  test.each([
    ["2026-03-02T01:59:59Z", "no"],
    ["2026-03-02T02:00:00Z", "yes"],
    ["2026-03-02T03:59:59Z", "yes"],
    ["2026-03-02T04:00:00Z", "no"],
  ])("of two hours from 02:00 at %s: %s", (now, open) => expect(openingAt(nightly(), at(now)).open).toBe(open));

  test("says until when it is open, and when it opens next", () => {
    expect(openingAt(nightly(), at("2026-03-02T03:10:30Z"))).toEqual({ open: "yes", until: at("2026-03-02T04:00:00Z") });
    expect(openingAt(nightly(), at("2026-03-02T04:00:00Z"))).toEqual({ open: "no", next: at("2026-03-03T02:00:00Z") });
  });

  test("crosses midnight", () => {
    const late: Schedule = { resync: hour, timeZone: "UTC", windows: [{ cron: "30 23 * * 5", duration: 2 * hour }] };
    expect(openingAt(late, at("2026-03-07T01:15:00Z"))).toEqual({ open: "yes", until: at("2026-03-07T01:30:00Z") });
    expect(openingAt(late, at("2026-03-08T00:15:00Z")).open).toBe("no");
  });

  test("is read in its time zone, half hours too", () => {
    expect(openingAt(nightly("Europe/Berlin"), at("2026-01-10T01:30:00Z")).open).toBe("yes");
    expect(openingAt(nightly("Europe/Berlin"), at("2026-07-10T01:30:00Z")).open).toBe("yes");
    expect(openingAt(nightly("Europe/Berlin"), at("2026-07-10T02:30:00Z")).open).toBe("no");
    expect(openingAt(nightly("Asia/Kolkata"), at("2026-07-10T12:00:00Z"))).toEqual({ open: "no", next: at("2026-07-10T20:30:00Z") });
  });

  test("in the hour that daylight saving skips does not open, in the hour it repeats opens twice", () => {
    expect(openingAt(nightly("Europe/Berlin"), at("2026-03-29T01:30:00Z"))).toEqual({ open: "no", next: at("2026-03-30T00:00:00Z") });
    expect(openingAt(nightly("Europe/Berlin"), at("2026-10-25T01:30:00Z"))).toEqual({ open: "yes", until: at("2026-10-25T03:00:00Z") });
  });

  test("is open where any of several is, and always where there is none", () => {
    const two: Schedule = { ...nightly(), windows: [...nightly().windows, { cron: "0 3 * * *", duration: 3 * hour }] };
    expect(openingAt(two, at("2026-03-02T03:30:00Z"))).toEqual({ open: "yes", until: at("2026-03-02T06:00:00Z") });
    expect(openingAt({ ...nightly(), windows: [] }, at("2026-03-02T12:00:00Z"))).toEqual({ open: "yes", until: null });
  });

  test("that never opens within a year says so", () => {
    const never: Schedule = { ...nightly(), windows: [{ cron: "0 0 29 2 *", duration: hour }] };
    expect(openingAt(never, at("2026-03-02T12:00:00Z"))).toEqual({ open: "no", next: null });
  });

  test.each([
    ["0 2 * *", "UTC"],
    ["0 0 2 * * *", "UTC"],
    ["61 2 * * *", "UTC"],
    ["0 2 * * *", "Mars/Base"],
  ])("%s in %s is refused", (cron, timeZone) => {
    expect(() => openingAt({ resync: hour, timeZone, windows: [{ cron, duration: hour }] }, at("2026-03-02T12:00:00Z"))).toThrow(
      InputError,
    );
    expect(getTasks().size).toBe(0);
  });

  test("leaves nothing behind in the library's registry", () => {
    openingAt(nightly(), at("2026-03-02T12:00:00Z"));
    expect(getTasks().size).toBe(0);
  });
});

describe("the next look", () => {
  test("is after the resync, or when a window opens before", () => {
    expect(nextLook(nightly(), at("2026-03-02T12:00:00Z"))).toEqual({ at: at("2026-03-02T13:00:00Z"), because: "resync" });
    expect(nextLook(nightly(), at("2026-03-02T01:30:00Z"))).toEqual({ at: at("2026-03-02T02:00:00Z"), because: "window" });
    expect(nextLook(nightly(), at("2026-03-02T02:30:00Z"))).toEqual({ at: at("2026-03-02T03:30:00Z"), because: "resync" });
  });
});
