import type { Fake, FakeAnswer } from "effect-bitgpt/fake"
import * as Effect from "effect/Effect"
import type { Fault, SingleFault } from "../../Fault.js"
import type { Origin } from "../../Origin.js"
import { edgePage } from "./edgePage.js"

/** What a fault needs that answers in place of the emulator's work. */
export interface FaultContext {
  readonly failure: Fake["failure"]
  readonly urlOf: (origin: Origin) => Effect.Effect<string>
  /** The origin that was asked. */
  readonly origin: Origin
  /** What was asked for, with its query. */
  readonly path: string
}

/** The faults that a fault is made of. */
export const parts = (fault: Fault): ReadonlyArray<SingleFault> =>
  fault._tag === "Combined" ? fault.faults : [fault]

const empty = (status: number, headers: FakeAnswer["headers"] = {}): FakeAnswer => ({
  status,
  headers,
  body: new Uint8Array()
})

const target = { OtherOrigin: "Other", InsecureOrigin: "Main" } as const

const replacement = (
  fault: SingleFault,
  { failure, origin, path, urlOf }: FaultContext
): Effect.Effect<FakeAnswer> | undefined => {
  switch (fault._tag) {
    case "Status": {
      const { status } = fault
      // A success is the normal answer with another status.
      if (status < 300) return undefined
      if (status < 400) return Effect.succeed(empty(status))
      return failure({ status })
    }
    case "HtmlError":
      return Effect.succeed({
        status: fault.status,
        headers: {
          "content-type": "text/html; charset=UTF-8",
          server: "cloudflare",
          "cache-control": "private, no-store"
        },
        body: new TextEncoder().encode(edgePage(fault.status))
      })
    case "Redirect":
      return Effect.map(urlOf(fault.to === "SameOrigin" ? origin : target[fault.to]), (base) =>
        empty(fault.status, { location: `${base}${fault.path ?? path}` })
      )
    default:
      return undefined
  }
}

/** The answer of a fault that comes instead of the work. `undefined` where the work is to be done. */
export const replaceAnswer = (
  fault: Fault,
  context: FaultContext
): Effect.Effect<FakeAnswer> | undefined =>
  parts(fault).reduce<ReturnType<typeof replacement>>(
    (answer, single) => replacement(single, context) ?? answer,
    undefined
  )
