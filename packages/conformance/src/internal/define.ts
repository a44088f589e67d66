import * as Schema from "effect/Schema"
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
  keysCreated: 0,
  ...others
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

/** The call has to fail like this. */
export const fails = (
  tag: ExpectedFailure["tag"],
  error: Omit<ExpectedFailure, "_tag" | "tag">,
  others: Around = {}
) => ({ outcome: { _tag: "Failure", tag, ...error } as const, ...around(others) })

/** The id of the key that the documentation prints. */
export const keyId = "api_key_0197c0ec-a197-719f-84a9-99270a79b42a"

/** Each call, with what is true of it. */
export const calls = {
  get: {
    name: "get",
    call: { _tag: "Get", id: keyId },
    value: { id: keyId, label: "My API Key" },
    isSafe: true,
    isIdempotent: true
  },
  list: {
    name: "list",
    call: { _tag: "List" },
    value: [{ id: keyId }, {}, {}, {}],
    isSafe: true,
    isIdempotent: true
  },
  create: {
    name: "create",
    call: { _tag: "Create", input: { label: "Checkout", scopes: ["products.read"] } },
    value: { scopes: ["products.read"] },
    isSafe: false,
    isIdempotent: false
  },
  update: {
    name: "update",
    call: { _tag: "Update", id: keyId, input: { label: "Checkout, old" } },
    value: null,
    isSafe: false,
    isIdempotent: true
  }
} as const satisfies Record<string, CallKind>

/** A call, with what is true of it. */
export interface CallKind {
  readonly name: string
  readonly call: Call
  /** What it returns if all goes well. */
  readonly value: unknown
  /** Whether it only reads. */
  readonly isSafe: boolean
  /** Whether it may be sent again. */
  readonly isIdempotent: boolean
}

/** Every call. */
export const everyCall: ReadonlyArray<CallKind> = Object.values(calls)

/** How many keys there are more once the server has done this call. */
export const createdBy = ({ call }: CallKind): number => (call._tag === "Create" ? 1 : 0)

/** No retries, so that the first error is the outcome. */
export const once = { maxRetries: 0 } as const

/** The time of a first pause, and of the two pauses of a call, under the default policy. */
export const onePause: readonly [number, number] = [0, 500]
export const twoPauses: readonly [number, number] = [0, 1500]
