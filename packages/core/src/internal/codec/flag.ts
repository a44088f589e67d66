import * as Schema from "effect/Schema"

/** Yes or no, as BitGPT prints it: `true`, `false`, `1` or `0`. */
export const Flag: Schema.Schema<boolean, boolean | number> = Schema.transform(
  Schema.Union(Schema.Boolean, Schema.Number),
  Schema.Boolean,
  { strict: true, decode: Boolean, encode: (flag) => flag }
).annotations({ identifier: "Flag" })
