import { Type } from "@sinclair/typebox";

/** The name of a secret, as it stands in a mark: see `model/secret-mark.ts`. */
export const secretNamePattern = "^[a-z_][a-z0-9_]*$";

export const secretName = (description: string) => Type.String({ pattern: secretNamePattern, description });
