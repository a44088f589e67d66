import { assert, it } from "@effect/vitest"
import { Option } from "effect"

it.each([
  [Option.none(), Option.some(1)],
  [Option.some(1), Option.none()],
  [{ value: Option.some([]) }, { value: Option.none() }],
  [[Option.some(1)], [Option.some(2)]]
])("assert.deepStrictEqual tells %j from %j", (left, right) => {
  assert.throws(() => {
    assert.deepStrictEqual<unknown>(left, right)
  })
  assert.deepStrictEqual(left, left)
})
