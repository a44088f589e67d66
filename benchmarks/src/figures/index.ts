import type { Figure } from "../figure.js"
import { decode } from "./answers/decode.js"
import { lists } from "./answers/lists.js"
import { stream } from "./answers/stream.js"
import { upload } from "./answers/upload.js"
import { allocation } from "./calls/allocation.js"
import { calls } from "./calls/calls.js"
import { lasting } from "./calls/lasting.js"
import { layers } from "./calls/layers.js"
import { profile } from "./profile/index.js"
import { refused } from "./calls/refused.js"
import { size } from "./package/size.js"
import { start } from "./package/start.js"
import { types } from "./package/types.js"

/** What can be measured, by the name that `--only` takes. */
export const figures: Readonly<Record<string, Figure>> = {
  calls,
  refused,
  allocation,
  layers,
  decode,
  lists,
  stream,
  upload,
  lasting,
  size,
  start,
  types,
  profile
}
