// Set up before each test file, for files share their process: `it.layer` puts its own functions in the
// place of these, and leaves them there.
import { effect, it, layer, scoped } from "@effect/vitest"

Object.assign(it, { effect, layer, scoped })
