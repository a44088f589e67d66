// Answers at random to every call, a million of them within the process and some over sockets: the client
// has to make an error of its own or a value of each. Never a defect, never a wait without end, and no
// token or secret in an error. The same for webhooks at random.
import { FetchHttpClient } from "@effect/platform"
import {
  Cause,
  Effect,
  Exit,
  FastCheck as fc,
  Layer,
  ManagedRuntime,
  Option,
  Predicate,
  Redacted,
  Schema
} from "effect"
import {
  BitGpt,
  BitGptError,
  isBitGptError,
  RetryPolicy,
  TimeoutPolicy,
  WebhookDelivery
} from "effect-bitgpt"
import { inspect } from "node:util"
import * as ApiKeys from "../src/calls/apiKeys.js"
import { dataOf, requestOf } from "../src/calls/describe.js"
import { type CallFacts, everyCall } from "../src/calls.js"
import { makeCall } from "../src/internal/described.js"
import {
  type Answer,
  answers,
  bodies,
  type Json,
  type Material,
  parseJson
} from "./support/answers.js"
import { clients, sharedClient } from "./support/clients.js"
import { deliveries, webhookSecret } from "./support/deliveries.js"
import { startEmulator } from "./support/emulator.js"
import { main, type Options, type Report } from "./support/main.js"
import { startRawServer } from "./support/rawServer.js"
import { count, type Tally, textOf } from "./support/tally.js"

/** A call of the table with its sample input, or with another id. */
const callTo = ({ call, operation }: CallFacts, id?: string) =>
  makeCall(operation, id === undefined ? call.input : { ...call.input, id })

// Very many errors: where they were made matters little.
Error.stackTraceLimit = 3

const encodeError = Schema.encodeSync(BitGptError)

const showsAny = (texts: ReadonlyArray<string>, secrets: ReadonlyArray<string>): boolean =>
  texts.some((text) => secrets.some((secret) => text.includes(secret)))

/** The name of an outcome. Throws where it is none that a call may have. */
const check = (
  exit: Exit.Exit<unknown, unknown>,
  secrets: ReadonlyArray<string>,
  thoroughly: boolean
): string => {
  if (Exit.isSuccess(exit)) return "success"
  const error = Cause.failureOption(exit.cause)
  if (error._tag === "None" || !isBitGptError(error.value)) {
    throw new Error(`not an error of the library: ${Cause.pretty(exit.cause)}`)
  }
  const texts = [error.value.message, JSON.stringify(encodeError(error.value))]
  if (thoroughly) {
    texts.push(error.value.stack ?? "")
    texts.push(Cause.pretty(exit.cause, { renderErrorCause: true }))
    texts.push(
      inspect(error.value, { showHidden: true, customInspect: false }),
      inspect(exit.cause)
    )
  }
  if (showsAny(texts, secrets)) {
    throw new Error(`an error shows a secret: ${error.value._tag}`)
  }
  return error.value._tag
}

/** Bodies as the server sends them, and what must come out nowhere. */
interface Gathered extends Pick<Material, "secrets"> {
  /** The answer to each call, by its name. */
  readonly successes: ReadonlyMap<string, Json>
  readonly failures: ReadonlyArray<Json>
}

/** The answer with the data that the documentation prints. */
const documented = ({ answer }: CallFacts): ReadonlyArray<Json> =>
  typeof answer === "object"
    ? [
        parseJson(
          JSON.stringify({
            status: 200,
            data: dataOf(answer, [answer.record, answer.record]),
            message: "Resource created successfully",
            env: "development"
          })
        )
      ]
    : []

const materialFor = (facts: CallFacts, { failures, secrets, successes }: Gathered): Material => {
  const success = successes.get(facts.operation) ?? null
  return { secrets, wire: [success, success, ...documented(facts), ...failures] }
}

/** A response of any status: the constructor of `Response` refuses some. */
const responseOf = ({ body, headers, status }: Answer): Response =>
  Object.defineProperties(new Response(new Uint8Array(body), { headers }), {
    status: { value: status },
    ok: { value: status >= 200 && status <= 299 }
  })

const policies = Layer.merge(RetryPolicy.none, TimeoutPolicy.none)

type Fuzz = (material: Gathered, runs: number, options: Options, report: Report) => Promise<void>

const inProcess: Fuzz = async (material, runs, { seed }, { doing, figure, promise }) => {
  let answer: Answer = { status: 200, headers: {}, body: new Uint8Array() }
  const client = ManagedRuntime.make(
    BitGpt.layer({
      accessToken: Redacted.make(material.secrets[0] ?? ""),
      maxResponseBytes: 8192
    }).pipe(
      Layer.provide(policies),
      Layer.provide(
        Layer.succeed(FetchHttpClient.Fetch, () => Promise.resolve(responseOf(answer)))
      ),
      Layer.orDie
    )
  )
  const tallies = new Map<string, Tally>()
  let number = 0
  doing(() => {
    const { body, headers, status } = answer
    const inBase64 = Buffer.from(body).toString("base64")
    return `the last answer had status ${status}, headers ${JSON.stringify(headers)} and, in Base64, the body ${inBase64}`
  })
  for (const [nth, facts] of everyCall.entries()) {
    const kinds = Object.entries(bodies(materialFor(facts, material)))
    for (const [index, [kind, body]] of kinds.entries()) {
      const tally: Tally = tallies.get(kind) ?? new Map<string, number>()
      tallies.set(kind, tally)
      await fc.assert(
        fc.asyncProperty(answers(body), async (next) => {
          answer = next
          number += 1
          const exit = await client.runPromiseExit(callTo(facts))
          count(tally, check(exit, material.secrets, number % 50 === 0))
        }),
        {
          numRuns: Math.ceil(runs / everyCall.length / kinds.length),
          // Another one for each, or all would get the same statuses and headers.
          seed: seed + nth * kinds.length + index
        }
      )
    }
  }
  figure("answers within the process", number)
  for (const [kind, tally] of tallies) figure(`${kind}: outcomes`, textOf(tally))
  promise("every answer is a value or an error of the library, and no error shows a secret", true)
}

/** A whole answer on the socket, with a frame that is right, wrong or missing. */
const onTheSocket = (body: fc.Arbitrary<Uint8Array>): fc.Arbitrary<Uint8Array> =>
  fc.oneof(
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }) },
    {
      weight: 6,
      arbitrary: fc
        .tuple(
          answers(body),
          fc.constantFrom("length", "wrong length", "chunks", "none"),
          fc.nat(40)
        )
        .map(([{ body, headers, status }, frame, by]) => {
          const framing = {
            length: `content-length: ${body.byteLength}\r\n`,
            "wrong length": `content-length: ${Math.max(0, body.byteLength + by - 20)}\r\n`,
            chunks: "transfer-encoding: chunked\r\n",
            none: ""
          }[frame]
          const others = Object.entries(headers)
            .map(([name, value]) => `${name}: ${value}\r\n`)
            .join("")
          const head = `HTTP/1.1 ${status} Something\r\n${others}${framing}connection: close\r\n\r\n`
          const chunk = frame === "chunks" ? `${body.byteLength.toString(16)}\r\n` : ""
          const end = frame === "chunks" ? "\r\n0\r\n\r\n" : ""
          return Buffer.concat([Buffer.from(head + chunk), body, Buffer.from(end)])
        })
    }
  )

const overSockets: Fuzz = async (material, runs, { seed }, { doing, figure, promise }) => {
  const any = fc.oneof(
    ...Object.values(bodies(materialFor(ApiKeys.get, material))).map((arbitrary) => ({
      weight: 1,
      arbitrary
    }))
  )
  const scripts = fc.sample(onTheSocket(any), { numRuns: runs, seed })
  const server = await startRawServer((path) => scripts[Number(/key_(\d+)/.exec(path)?.[1])])
  let slowest = 0
  for (const client of clients) {
    doing(() => `${client.name}: answers on the socket`)
    const tally: Tally = new Map()
    const runtime = sharedClient(client, {
      accessToken: Redacted.make(material.secrets[0] ?? ""),
      baseUrl: server.baseUrl,
      maxResponseBytes: 8192
    })
    const one = (index: number) =>
      Effect.gen(function* () {
        const begin = performance.now()
        const exit = yield* Effect.exit(
          callTo(index % 4 === 0 ? ApiKeys.update : ApiKeys.get, `key_${index}`)
        )
        slowest = Math.max(slowest, performance.now() - begin)
        const inBase64 = Buffer.from(scripts[index] ?? []).toString("base64")
        const name = yield* Effect.try(() => check(exit, material.secrets, true)).pipe(
          Effect.tapError(() =>
            Effect.sync(() => {
              figure("the answer, in Base64", inBase64)
            })
          )
        )
        count(tally, name)
        if (name === "TimeoutError") figure(`${client.name}: ran out of time, in Base64`, inBase64)
      })
    await runtime.runPromise(
      Effect.forEach(scripts.keys(), one, { concurrency: 32, discard: true }).pipe(
        Effect.provide(RetryPolicy.none),
        Effect.provide(TimeoutPolicy.layer({ attempt: "2 seconds" }))
      )
    )
    figure(`${client.name}: answers on the socket`, runs)
    figure(`${client.name}: outcomes`, textOf(tally))
    await runtime.dispose()
  }
  figure("milliseconds of the slowest call over a socket", slowest)
  promise("the same holds over sockets, with each HTTP client", true)
  server.stop()
}

/** Webhooks as anyone may send them to an application's address. */
const receiving = async (
  { secrets: known, successes }: Gathered,
  runs: number,
  { seed }: Options,
  { doing, figure, promise }: Report
) => {
  const payloads = ["ApiKeys.get", "Payments.get", "Products.get"].map((operation) => {
    const body = successes.get(operation)
    return Predicate.hasProperty(body, "data") ? parseJson(JSON.stringify(body.data)) : null
  })
  const secrets = [...known, Redacted.value(webhookSecret)]
  const tally: Tally = new Map()
  await fc.assert(
    fc.asyncProperty(deliveries(payloads, known), async (options) => {
      doing(() => `the last delivery was ${JSON.stringify({ ...options, secret: undefined })}`)
      const exit = await Effect.runPromiseExit(WebhookDelivery.verify(options))
      if (Exit.isSuccess(exit)) {
        count(tally, "success")
        return
      }
      const error = Option.getOrUndefined(Cause.failureOption(exit.cause))
      if (!(error instanceof WebhookDelivery.WebhookVerificationError)) {
        throw new Error(`not a WebhookVerificationError: ${Cause.pretty(exit.cause)}`)
      }
      const texts = [error.message, JSON.stringify(error), inspect(error), Cause.pretty(exit.cause)]
      if (showsAny(texts, secrets)) throw new Error("a WebhookVerificationError shows a secret")
      count(tally, error.reason)
    }),
    { numRuns: runs, seed }
  )
  figure("deliveries", runs)
  figure("deliveries: outcomes", textOf(tally))
  promise("every delivery is accepted or refused, and no refusal shows a secret", true)
}

const formOf = (fields: Readonly<Record<string, unknown>> = {}): FormData => {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === "string") form.set(name, value)
    else form.set(name, new Blob([JSON.stringify(value)]), "file.json")
  }
  return form
}

/** Asks a server for the bodies that it sends. */
const gather = async (seed: number): Promise<Gathered> => {
  const { accessToken, baseUrl, stop } = await startEmulator(seed)
  const ask = async (
    method: string,
    path: string,
    body?: FormData | string
  ): Promise<{ readonly ok: boolean; readonly text: string }> => {
    const response = await fetch(baseUrl + path, {
      method,
      headers: {
        accept: "application/json",
        ...(typeof body === "string" ? { "content-type": "application/json" } : {}),
        authorization: `Bearer ${Redacted.value(accessToken)}`
      },
      ...(body === undefined ? {} : { body })
    })
    return { ok: response.ok, text: await response.text() }
  }
  const successes = new Map<string, Json>()
  const secrets = [Redacted.value(accessToken)]
  for (const facts of everyCall) {
    const { body, method, path } = requestOf(facts)
    const { ok, text } = await ask(
      method,
      path,
      facts.carrier === "Form"
        ? formOf(body)
        : body === undefined
          ? undefined
          : JSON.stringify(body)
    )
    if (!ok) throw new Error(`The server refuses ${facts.operation}: ${text}`)
    successes.set(facts.operation, parseJson(text))
    if (facts.secret !== "Full") continue
    const secret = /"secret":"([^".]{30,})"/.exec(text)?.[1]
    if (secret === undefined) throw new Error(`The answer to ${facts.operation} has no secret`)
    if (!secrets.includes(secret)) secrets.push(secret)
  }
  const failures = [
    await ask("GET", "/developers/api_keys/api_key_that-is-not-there"),
    await ask("POST", "/developers/api_keys", "{}")
  ]
  stop()
  return { successes, failures: failures.map(({ text }) => parseJson(text)), secrets }
}

await main("fuzz", async (options, report) => {
  const material = await gather(options.seed)
  await inProcess(material, options.short ? 20_000 : 1_000_000, options, report)
  await receiving(material, options.short ? 2_000 : 50_000, options, report)
  await overSockets(material, options.short ? 500 : 20_000, options, report)
})
