import { Fault } from "effect-bitgpt-emulator"
import { oneOfEachKind } from "../calls.js"
import type { Case } from "../Case.js"
import { define, interruptedAfter, isInterrupted } from "../internal/define.js"

/** The caller gives a call up: it ends at once, its request too, and nothing is sent after it. */
export const interruptionCases: ReadonlyArray<Case> = oneOfEachKind.flatMap((kind) => {
  const givenUp = (
    name: string,
    { created, faults }: { readonly created: number; readonly faults: Case["server"]["faults"] }
  ) =>
    define(`${kind.operation} is given up ${name}`, {
      call: kind.call,
      client: { interruptedAfterMillis: interruptedAfter },
      server: { faults },
      expect: isInterrupted({ created })
    })
  return [
    givenUp("before the headers", {
      faults: [Fault.delayHeaders("1 hour")],
      created: kind.created
    }),
    ...(kind.ignoresBody
      ? []
      : [
          givenUp("within the body", {
            faults: [Fault.stallBody({ afterBytes: 20 })],
            created: kind.created
          })
        ]),
    ...(kind.isIdempotent
      ? [
          givenUp("between two attempts", {
            faults: [Fault.combine(Fault.status(429), Fault.retryAfter(30))],
            created: 0
          })
        ]
      : [])
  ]
})
