import { Type } from "@sinclair/typebox";
import { schemaName } from "./entry.shape.ts";
import { choice, map, name } from "./field.shape.ts";

const sessions = (description: string) => choice(description, "origin", "replica", "always", "disabled");

export const enabled = {
  enabled: Type.Optional(sessions("In which sessions it fires; origin where absent.")),
};

export const enabledIn = {
  enabledIn: Type.Optional(
    Type.Array(
      map("One of them.", { table: name("The partition."), ...schemaName, enabled: sessions("In which sessions it fires there.") }),
      {
        description: "Of a trigger of a partitioned table: partitions in which it fires in other sessions than elsewhere.",
      },
    ),
  ),
};
