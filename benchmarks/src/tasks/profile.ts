import type { Figures } from "../protocol.js"
import { packageOf } from "../profiles/owners.js"
import { allocationsOf, timesOf } from "../profiles/profile.js"
import { calls } from "./calls.js"

/** What calls take, one after the other, by whose code takes it: microseconds or kilobytes per call. */
export const profile = async (
  what: "time" | "memory",
  count: number,
  call: () => Promise<unknown>
): Promise<Figures> => {
  const action = () => calls(count, 1, call)
  const [found, unit] =
    what === "time"
      ? [await timesOf(action, packageOf), 1]
      : [await allocationsOf(action, packageOf), 1_024]
  return Object.fromEntries(Array.from(found, ([owner, amount]) => [owner, amount / unit / count]))
}
