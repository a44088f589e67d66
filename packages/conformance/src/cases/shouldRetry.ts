import { Fault } from "effect-bitgpt-emulator"
import * as ApiKeys from "../calls/apiKeys.js"
import type { Case } from "../Case.js"
import { define, fails, onePause, succeeds } from "../internal/define.js"

const get = (name: string, fault: Fault.Fault, expect: Case["expect"]) =>
  define(name, { call: ApiKeys.get.call, server: { faults: [fault] }, expect })

/** The server's own word on whether to try again, which wins over the table of statuses. */
export const shouldRetryCases: ReadonlyArray<Case> = [
  get(
    "x-should-retry: true has a 404 tried again",
    Fault.combine(Fault.status(404), Fault.shouldRetry(true)),
    succeeds(ApiKeys.get.value, { requests: 2, elapsedMillis: onePause })
  ),
  get(
    "x-should-retry: false keeps a 503 from being tried again",
    Fault.combine(Fault.status(503), Fault.shouldRetry(false)),
    fails("ServerError", { status: 503, isRetryable: false, mayHaveTakenEffect: false })
  ),
  get(
    "x-should-retry of anything else is not looked at",
    Fault.combine(Fault.status(503), Fault.shouldRetry("perhaps")),
    succeeds(ApiKeys.get.value, { requests: 2, elapsedMillis: onePause })
  ),
  get(
    "x-should-retry: true has a body that can't be read tried again",
    Fault.combine(Fault.malformedJson, Fault.shouldRetry(true)),
    succeeds(ApiKeys.get.value, { requests: 2, elapsedMillis: onePause })
  ),
  get(
    "x-should-retry: true with Retry-After is tried again when it says",
    Fault.combine(Fault.status(409), Fault.shouldRetry(true), Fault.retryAfter(2)),
    succeeds(ApiKeys.get.value, { requests: 2, elapsedMillis: 2000 })
  ),
  define("x-should-retry: true creates nothing twice", {
    call: ApiKeys.create.call,
    server: { faults: [Fault.combine(Fault.status(503), Fault.shouldRetry(true))] },
    expect: fails("ServerError", { status: 503, isRetryable: false, mayHaveTakenEffect: true })
  })
]
