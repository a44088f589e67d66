import { Fault } from "effect-bitgpt-emulator"
import { oneOfEachKind } from "../calls.js"
import type { Case } from "../Case.js"
import { define, fails } from "../internal/define.js"

const statuses = [301, 302, 303, 307, 308] as const

/** No redirect is followed: the token must not reach another origin, nor a call another method. */
export const redirectCases: ReadonlyArray<Case> = oneOfEachKind.flatMap((kind) => {
  const isForm = kind.carrier === "Form"
  // Only a fetch that is to fail at a redirect keeps no copy of the file, in case it has to be sent again.
  const refused = (status: number) =>
    fails(isForm ? ["UnexpectedStatusError", "TransportError"] : "UnexpectedStatusError", {
      ...(isForm ? {} : { status }),
      isRetryable: false,
      mayHaveTakenEffect: !kind.isSafe
    })
  return [
    ...statuses.flatMap((status) => [
      define(`${kind.operation}: a redirect with ${status} to another origin`, {
        call: kind.call,
        server: { faults: [Fault.redirect("OtherOrigin", { status })] },
        expect: refused(status)
      }),
      define(`${kind.operation}: a redirect with ${status} to the same origin`, {
        call: kind.call,
        server: { faults: [Fault.redirect("SameOrigin", { status })] },
        expect: refused(status)
      })
    ]),
    define(`${kind.operation}: a redirect to itself`, {
      call: kind.call,
      server: { rules: [{ _tag: "Always", fault: Fault.redirect("SameOrigin") }] },
      expect: refused(302)
    }),
    // A fetch that fails at a redirect lets its body go on, and nothing can end it.
    ...(isForm
      ? []
      : [
          define(`${kind.operation}: a redirect with more of a body than is read`, {
            call: kind.call,
            server: {
              faults: [Fault.combine(Fault.redirect("OtherOrigin"), Fault.oversizedBody())]
            },
            expect: refused(302)
          })
        ]),
    define(`${kind.operation}: a redirect from https to http`, {
      call: kind.call,
      client: { trustsServer: true },
      server: { origin: "Https", faults: [Fault.redirect("InsecureOrigin")] },
      expect: refused(302)
    })
  ]
})
