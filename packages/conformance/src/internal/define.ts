import type { Fault } from "effect-bitgpt-emulator"
import * as Schema from "effect/Schema"
import type { CallFacts } from "../calls.js"
import type { Call } from "../Call.js"
import { type Case, Client, type Expectation, Server } from "../Case.js"

const serverDefaults = Schema.decodeSync(Server)({})
const clientDefaults = Schema.decodeSync(Client)({})

type Expected = (typeof Expectation)["Type"]
type ExpectedFailure = Extract<Expected["outcome"], { readonly _tag: "Failure" }>

/** What is expected besides the outcome, where it is not the default. */
export type Around = Partial<Omit<Expected, "outcome">>

const around = (others: Around) => ({
  requests: 1,
  elapsedMillis: 0,
  created: 0,
  ...others
})

/** The client's settings can't work, so that nothing is called. */
export const isRefused: Expected = {
  outcome: { _tag: "Refused" },
  ...around({ requests: 0 })
}

/** The caller gives the call up after this time, and it ends at once. */
export const interruptedAfter = 5_000

/** The call ends with its caller's interruption. */
export const isInterrupted = (others: Around = {}): Expected => ({
  outcome: { _tag: "Interrupted" },
  ...around({ elapsedMillis: interruptedAfter, ...others })
})

/** Completes a case with the defaults. */
export const define = (
  name: string,
  options: {
    readonly call: Call
    readonly server?: Partial<Case["server"]>
    readonly client?: Partial<Case["client"]>
    readonly expect: Expected
  }
): Case => ({
  name,
  call: options.call,
  server: { ...serverDefaults, ...options.server },
  client: { ...clientDefaults, ...options.client },
  expect: options.expect
})

/** The call has to return a value that holds at least this. */
export const succeeds = (
  value: unknown,
  others: Around & { readonly status?: number; readonly supportId?: string | null } = {}
) => {
  const { status = 200, supportId, ...rest } = others
  return {
    outcome: {
      _tag: "Success",
      value,
      status,
      ...(supportId === undefined ? {} : { supportId })
    } as const,
    ...around(rest)
  }
}

/**
 * What comes of a call that is made twice, since the first answer got lost: what it has deleted is not
 * there any more.
 */
export const repeated = ({ created }: CallFacts, others: Around) => ({
  requests: 2,
  created,
  ...(created < 0 ? { status: 404 } : {}),
  ...others
})

/** The call succeeds as ever, though something about its answer is odd. */
export const isAnswered = (kind: CallFacts, name: string, fault: Fault.Fault): Case =>
  define(`${kind.operation}: ${name}`, {
    call: kind.call,
    server: { faults: [fault] },
    expect: succeeds(kind.value, { created: kind.created })
  })

/** The call has to fail like this. */
export const fails = (
  tag: ExpectedFailure["tag"],
  error: Omit<ExpectedFailure, "_tag" | "tag">,
  others: Around = {}
) => ({ outcome: { _tag: "Failure", tag, ...error } as const, ...around(others) })

/** No retries, so that the first error is the outcome. */
export const once = { maxRetries: 0 } as const

/** The time of a first pause, and of the two pauses of a call, under the default policy. */
export const onePause: readonly [number, number] = [0, 500]
export const twoPauses: readonly [number, number] = [0, 1500]
