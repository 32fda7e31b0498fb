/**
 * SQL text inside an object. `written`: as a person wrote it; `canonical`: as this server's catalogue spells it;
 * `stale`: was canonical before something it mentions was renamed or changed.
 */
export interface Expression {
  readonly text: string;
  readonly form: "written" | "canonical" | "stale";
}

export const written = (text: string): Expression => ({ text, form: "written" });
export const canonical = (text: string): Expression => ({ text, form: "canonical" });
