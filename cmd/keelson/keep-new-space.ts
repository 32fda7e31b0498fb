import { setFlagsFromString } from "node:v8";

/**
 * From now on the part of the heap where objects are made stays as large as it has become by loading the program (8 MB). For what makes many of them and keeps
 * most: V8 would let it grow to eight times that, which spares no time that can be measured and takes a third of all memory.
 */
export const keepNewSpace = (): void => setFlagsFromString("--semi-space-growth-factor=1");
