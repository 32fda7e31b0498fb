import { Type } from "@sinclair/typebox";
import { choice } from "./field.shape.ts";

export const enabled = {
  enabled: Type.Optional(choice("In which sessions it fires; origin where absent.", "origin", "replica", "always", "disabled")),
};
