import { Option } from "effect"
import { chai } from "vitest"

// Chai compares objects with unlike numbers of properties by what iterating over them gives. Of every
// `Option` that is one object without properties, as `yield*` needs it: without this, a none equals a some.
chai.config.deepEqual = (expected, actual) =>
  chai.util.eql(expected, actual, {
    comparator: (left: unknown, right: unknown) =>
      Option.isOption(left) && Option.isOption(right) && left._tag !== right._tag ? false : null
  })
