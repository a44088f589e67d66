/**
 * No error shows a secret, wherever it is shown, whatever a server does with what it was sent.
 */
import { assert, describe, it } from "@effect/vitest"
import { Cause, Effect, Exit, Metric, Option, Redacted, Schema, type Scope } from "effect"
import type * as http from "node:http"
import type * as net from "node:net"
import { inspect } from "node:util"
import { ApiKeys, type BitGpt, BitGptError, RetryPolicy, TimeoutPolicy } from "../src/index.js"
import { clients, type SocketClient } from "./support/loopback.js"
import { type Operation, operations } from "./support/operations.js"
import { recordingTracer } from "./support/recordingTracer.js"
import { assertNoSecret, hostileSecret, hostileToken } from "./support/secrets.js"
import { httpServer, rawServer } from "./support/server.js"
import { logged, shown, shownError, type Sunk } from "./support/sinks.js"
import { getApiKey } from "./support/wire.js"

const secretText = Redacted.value(hostileToken)

/** Makes a call against a server that it starts itself. */
type Provoke = (
  call: (
    baseUrl: string,
    options?: Partial<BitGpt.ClientOptions>
  ) => Effect.Effect<void, never, Scope.Scope>
) => Effect.Effect<void, never, Scope.Scope>

interface Case {
  readonly name: string
  readonly tag: BitGptError["_tag"]
  readonly provoke: Provoke
  /** Methods that don't fail so. */
  readonly except?: ReadonlyArray<string>
}

const echoAs =
  (before: string, write: (text: string) => string) =>
  (authorization: string): string =>
    [before, write(authorization), write(secretText), write(hostileSecret)].join(" ")

// Every writing is tested with `scrub`. Here it is the places that matter.
const echoes = [
  echoAs("You sent", (text) => text),
  // Across the length at which texts are cut off.
  echoAs("x".repeat(430), encodeURIComponent)
]

/** An envelope that has in every place what the server was told, and a secret besides. */
const echoingBody = (status: number, echo: string) => ({
  status,
  data: { id: [echo], label: { echo }, secret: [echo], [echo]: echo },
  error: echo,
  message: echo,
  env: echo,
  log: { [echo]: echo },
  validator: { [echo]: echo, nested: { [echo]: [echo, echo] }, plain: echo },
  support_id: echo,
  retry_after: echo,
  [echo]: echo
})

const echoingHeaders = (echo: string): http.OutgoingHttpHeaders => ({
  location: `https://127.0.0.1:9/${encodeURIComponent(echo)}`,
  "retry-after": echo,
  "x-request-id": echo,
  "x-should-retry": echo,
  "www-authenticate": `Bearer realm="${echo}"`,
  server: echo
})

/** One request for each echo, to a server that answers as it is told. */
const answering =
  (
    answer: (response: http.ServerResponse, echo: string) => void,
    options: Partial<BitGpt.ClientOptions> = {}
  ): Provoke =>
  (call) =>
    Effect.forEach(
      echoes,
      (echo) =>
        Effect.gen(function* () {
          const server = yield* httpServer((request, response) => {
            answer(response, echo(request.headers.authorization ?? "nothing"))
          })
          yield* call(server.baseUrl, options)
          assert.strictEqual(server.requests[0]?.headers.authorization, `Bearer ${secretText}`)
        }),
      { discard: true }
    )

const answeringJson = (status: number, body: (echo: string) => unknown): Provoke =>
  answering((response, echo) => {
    response.writeHead(status, echo, echoingHeaders(echo))
    response.end(JSON.stringify(body(echo)))
  })

/** The same, by a server that speaks no HTTP that deserves the name. */
const answeringBytes =
  (bytes: (echo: string) => string | Buffer, then: (socket: net.Socket) => void): Provoke =>
  (call) =>
    Effect.forEach(
      echoes,
      (echo) =>
        Effect.flatMap(
          rawServer((socket) => {
            socket.once("data", (request) => {
              const sent = /^authorization: (.*?)\r?$/im.exec(request.toString())?.[1] ?? "nothing"
              socket.write(bytes(echo(sent)), () => {
                then(socket)
              })
            })
          }),
          (baseUrl) => call(baseUrl)
        ),
      { discard: true }
    )

const end = (socket: net.Socket) => socket.end()
const reset = (socket: net.Socket) => socket.resetAndDestroy()

const statuses: ReadonlyArray<readonly [status: number, tag: BitGptError["_tag"]]> = [
  [302, "UnexpectedStatusError"],
  [307, "UnexpectedStatusError"],
  [400, "ValidationError"],
  [401, "AuthenticationError"],
  [402, "UnexpectedStatusError"],
  [403, "PermissionDeniedError"],
  [404, "NotFoundError"],
  [422, "ValidationError"],
  [429, "RateLimitError"],
  [500, "ServerError"],
  [503, "ServerError"],
  [599, "ServerError"]
]

const withToken =
  (accessToken: BitGpt.ClientOptions["accessToken"]): Provoke =>
  (call) =>
    Effect.flatMap(
      httpServer(() => {
        assert.fail("something was sent")
      }),
      ({ baseUrl }) => call(baseUrl, { accessToken })
    )

/** Calls for which any success will do. */
const wantsNothing = ["update"]

const cases: ReadonlyArray<Case> = [
  ...statuses.flatMap(([status, tag]): ReadonlyArray<Case> => [
    {
      name: `status ${status}`,
      tag,
      provoke: answeringJson(status, (echo) => echoingBody(status, echo))
    },
    {
      name: `status ${status} in the envelope of a success`,
      tag,
      provoke: answeringJson(200, (echo) => echoingBody(status, echo))
    }
  ]),
  ...(
    [
      [429, "RateLimitError"],
      [502, "ServerError"]
    ] as const
  ).map(([status, tag]): Case => ({
    name: `a page of HTML with status ${status}`,
    tag,
    provoke: answering((response, echo) => {
      response.writeHead(status, { "content-type": "text/html", ...echoingHeaders(echo) })
      response.end(`<html><title>${echo}</title><pre>${echo}</pre></html>`)
    })
  })),
  {
    name: "a success with an error text",
    tag: "UnexpectedStatusError",
    provoke: answeringJson(200, (echo) => echoingBody(200, echo))
  },
  ...[
    {
      name: "a success of the wrong form",
      wrong: (echo: string) => ({ status: echo })
    },
    {
      name: "a key with a secret that is no text",
      wrong: (echo: string) => ({
        data: { ...getApiKey.data, secret: { [echo]: [echo, hostileSecret] } }
      })
    }
  ].map(({ name, wrong }): Case => ({
    name,
    tag: "DecodeError",
    except: wantsNothing,
    provoke: answeringJson(200, (echo) => ({
      ...echoingBody(200, echo),
      error: null,
      ...wrong(echo)
    }))
  })),
  {
    name: "a success that is not JSON",
    tag: "DecodeError",
    except: wantsNothing,
    provoke: answering((response, echo) => {
      response.end(`{"error": "${echo}", ${echo}`)
    })
  },
  {
    name: "a success that is not UTF-8",
    tag: "DecodeError",
    except: wantsNothing,
    provoke: answering((response, echo) => {
      response.end(Buffer.concat([Buffer.from(echo), Buffer.from([0xff])]))
    })
  },
  {
    name: "a success that is too large",
    tag: "DecodeError",
    except: wantsNothing,
    provoke: answering(
      (response, echo) => {
        response.end(JSON.stringify(echoingBody(200, echo)))
      },
      { maxResponseBytes: 100 }
    )
  },
  {
    name: "a body that breaks off",
    tag: "TransportError",
    except: wantsNothing,
    provoke: answeringBytes(
      (echo) => `HTTP/1.1 200 OK\r\nx-echo: ${echo}\r\ncontent-length: 10000\r\n\r\n{"a":"${echo}"`,
      reset
    )
  },
  {
    name: "a broken chunk",
    tag: "TransportError",
    except: wantsNothing,
    provoke: answeringBytes(
      (echo) => `HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n${echo}\r\n${echo}`,
      end
    )
  },
  {
    name: "what is not HTTP",
    tag: "TransportError",
    provoke: answeringBytes((echo) => `${echo}\r\n${echo}\r\n\r\n`, end)
  },
  {
    name: "a header that is none",
    tag: "TransportError",
    provoke: answeringBytes((echo) => `HTTP/1.1 200 OK\r\n${echo}\u0000: ${echo}\r\n\r\n`, end)
  },
  {
    name: "headers without end",
    tag: "TransportError",
    provoke: answeringBytes(
      (echo) => `HTTP/1.1 200 OK\r\n${`x-echo: ${echo}\r\n`.repeat(200)}\r\n`,
      end
    )
  },
  {
    name: "a connection that is reset",
    tag: "TransportError",
    provoke: answeringBytes(() => "", reset)
  },
  {
    name: "a connection that is refused",
    tag: "TransportError",
    provoke: (call) =>
      Effect.flatMap(Effect.scoped(httpServer(() => undefined)), ({ baseUrl }) => call(baseUrl))
  },
  {
    name: "a host that nobody knows",
    tag: "TransportError",
    provoke: (call) => call("https://bitgpt.invalid")
  },
  {
    name: "a server without TLS",
    tag: "TransportError",
    provoke: (call) =>
      Effect.flatMap(
        httpServer(() => undefined),
        ({ baseUrl }) => call(baseUrl.replace("http:", "https:"))
      )
  },
  {
    name: "an answer that stalls",
    tag: "TimeoutError",
    except: wantsNothing,
    provoke: (call) =>
      Effect.flatMap(
        httpServer((request, response) => {
          response.write(`{"error":"${request.headers.authorization ?? ""}`)
        }),
        ({ baseUrl }) =>
          Effect.provide(call(baseUrl), TimeoutPolicy.layer({ attempt: "20 millis" }))
      )
  },
  ...// @effect-diagnostics globalErrorInEffectFailure:off  What an application may well fail with.
  (
    [
      ["an error with the token in it", Effect.fail(new Error(`no ${secretText}`))],
      ["a tagged error with the token in it", Effect.fail({ _tag: "Expired", token: secretText })],
      ["the token itself", Effect.fail(secretText)],
      ["a cause with the token in it", Effect.fail(new Error("no", { cause: secretText }))]
    ] as const
  )
    // @effect-diagnostics globalErrorInEffectFailure:warning
    .map(([what, accessToken]): Case => ({
      name: `an accessToken effect that fails with ${what}`,
      tag: "AuthenticationError",
      provoke: withToken(accessToken)
    })),
  ...["\n", "\r\nx-injected: 1", "\u0000", "\u2028", " ", "ü"].map((wrong): Case => ({
    name: `an accessToken effect that gives a token with ${JSON.stringify(wrong)} in it`,
    tag: "AuthenticationError",
    provoke: withToken(Effect.succeed(Redacted.make(`${secretText}${wrong}${secretText}`)))
  }))
]

/** Everything that can be seen of a failed call, by its caller and by whoever looks on. */
const sinksOf = (
  client: SocketClient,
  operation: Operation,
  options: BitGpt.ClientOptions
): Effect.Effect<readonly [error: BitGptError, sinks: ReadonlyArray<Sunk>]> =>
  Effect.gen(function* () {
    const { spans, tracer } = recordingTracer()
    const [[exit, error], lines] = yield* Effect.gen(function* () {
      const exit = yield* Effect.flatMap(ApiKeys, operation.call).pipe(
        Effect.provide(client.layer(options)),
        Effect.withSpan("caller"),
        Effect.exit
      )
      if (Exit.isSuccess(exit)) return assert.fail("it succeeded")
      const error = Option.getOrThrow(Cause.failureOption(exit.cause))
      if (error._tag === "ConfigError" || !("operation" in error)) return assert.fail("not built")
      yield* Effect.logError("failed", exit.cause)
      yield* Effect.logError(exit.cause)
      yield* Effect.logError(error)
      yield* Effect.logError({ error, exit })
      yield* Effect.logError("annotated").pipe(Effect.annotateLogs({ error, exit }))
      return [exit, error] as const
    }).pipe(Effect.withTracer(tracer), logged)
    return [
      error,
      [
        ...shownError("error", error),
        ...shown("exit", exit),
        ...shown("cause", exit.cause),
        ["Cause.pretty", Cause.pretty(exit.cause, { renderErrorCause: true })],
        [
          "the encoded error",
          JSON.stringify(yield* Effect.orDie(Schema.encode(BitGptError)(error)))
        ],
        ...lines,
        ...spans.flatMap((span) =>
          shown(`span ${span.name}`, [
            span.name,
            [...span.attributes],
            span.events,
            span.links,
            span.status
          ])
        )
      ]
    ] as const
  })

// What an HTTP client tells depends on it, what an error tells of its call depends on the call.
const [firstClient] = clients
const [firstOperation] = operations
const combinations = [
  ...clients.map((client) => ({ client, operation: firstOperation })),
  ...operations.slice(1).map((operation) => ({ client: firstClient, operation }))
]

describe.each(combinations)(
  "secrets over $client.name are in no error of $operation.name",
  ({ client, operation }) => {
    const own = cases.filter(({ except }) => except?.includes(operation.name) !== true)
    it.scopedLive.each(own)("for $name", ({ provoke, tag }) =>
      Effect.gen(function* () {
        let calls = 0
        yield* provoke((baseUrl, options) =>
          Effect.gen(function* () {
            const [error, sinks] = yield* sinksOf(client, operation, {
              accessToken: hostileToken,
              baseUrl,
              ...options
            })
            calls += 1
            assert.strictEqual(error._tag, tag, error.message)
            for (const [sink, text] of sinks) assertNoSecret(sink, text)
          })
        ).pipe(Effect.provide(RetryPolicy.layer({ maxRetries: 1, baseDelay: 1 })))
        assert.isAbove(calls, 0)
      })
    )
  }
)

it.effect("no metric has a secret in its name or tags", () =>
  Effect.gen(function* () {
    const metrics = yield* Metric.snapshot
    assert.isAbove(metrics.length, 0)
    // Their tags are all text: there is one way to show it.
    assertNoSecret("the metrics", inspect(metrics, { depth: Infinity, maxArrayLength: Infinity }))
  })
)

it("the cases above lead to every class of error", () => {
  const tags = new Set(cases.map(({ tag }) => tag))
  const classes = BitGptError.members.map((member) => member._tag)
  assert.sameMembers([...tags], classes)
})
