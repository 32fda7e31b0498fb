import type { Chance, ProjectStyle } from "../../src/author/project.ts";

export const style: ProjectStyle = { database: "shop", folder: "db/revisions", fileName: "{date}_{time}_{id}_{slug}", ids: "random" };

/** The moment and the bytes that tests are given. */
export const chance: Chance = { now: new Date("2026-11-21T08:05:09Z"), random: (count) => new Uint8Array(count).fill(0xb4) };
