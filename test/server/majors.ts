/** The PostgreSQL majors that the tests know, oldest first. */
export const knownMajors = [14, 15, 16, 17, 18] as const;
export type Major = (typeof knownMajors)[number];

export const oldestMajor: Major = 14;
export const newestMajor: Major = 18;

interface Choice {
  /** `KEELSON_TEST_POSTGRES`: `all`, or majors separated by commas. */
  readonly request: string | undefined;
  readonly ci: "ci" | "laptop";
}

/** Which majors a run wants: what was asked for, else the oldest and the newest in CI, else the newest. */
export function chooseMajors({ request, ci }: Choice): readonly Major[] {
  if (request === undefined || request === "") return ci === "ci" ? [oldestMajor, newestMajor] : [newestMajor];
  if (request === "all") return knownMajors;
  return request.split(",").map((text) => {
    const major = knownMajors.find((known) => String(known) === text.trim());
    if (major === undefined) throw new Error(`KEELSON_TEST_POSTGRES: '${text}' is none of all, ${knownMajors.join(", ")}`);
    return major;
  });
}
