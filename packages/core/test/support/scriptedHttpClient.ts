import {
  HttpClient,
  HttpClientError,
  type HttpClientRequest,
  HttpClientResponse
} from "@effect/platform"
import { Clock, type Duration, Effect, Layer, Stream } from "effect"

/** A request as the scripted server saw it. */
export interface SeenRequest {
  /** When it arrived, in milliseconds of the test clock. */
  readonly at: number
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string | undefined>>
  /** Aborted once the client no longer wants the answer. */
  readonly signal: AbortSignal
}

/** What becomes of one request. */
export type Outcome = (
  request: HttpClientRequest.HttpClientRequest
) => Effect.Effect<HttpClientResponse.HttpClientResponse, HttpClientError.RequestError>

export interface ScriptedHttpClient {
  readonly requests: ReadonlyArray<SeenRequest>
  readonly layer: Layer.Layer<HttpClient.HttpClient>
}

/**
 * An HTTP client without a network. A list says what becomes of each request in turn, and one request
 * more than it has is a defect; a single outcome is for every request.
 */
export const scriptedHttpClient = (
  script: ReadonlyArray<Outcome> | Outcome
): ScriptedHttpClient => {
  const requests: Array<SeenRequest> = []
  const client = HttpClient.make((request, url, signal) =>
    Effect.flatMap(Clock.currentTimeMillis, (at) => {
      const { headers, method } = request
      requests.push({ at, method, url: url.toString(), headers, signal })
      const outcome = typeof script === "function" ? script : script[requests.length - 1]
      return outcome === undefined
        ? Effect.dieMessage(`request ${requests.length} is not in the script`)
        : outcome(request)
    })
  )
  return { requests, layer: Layer.succeed(HttpClient.HttpClient, client) }
}

const respond =
  (make: () => Response): Outcome =>
  (request) =>
    Effect.sync(() => HttpClientResponse.fromWeb(request, make()))

/** Answers with a body of JSON, at once. */
export const answers = (
  status: number,
  body: unknown = { status, error: "as scripted", support_id: null },
  headers: Record<string, string> = {}
): Outcome => {
  const bytes = new TextEncoder().encode(JSON.stringify(body))
  const length = String(bytes.byteLength)
  return respond(
    () => new Response(bytes, { status, headers: { "content-length": length, ...headers } })
  )
}

/** Fails as the platform does when there is no answer. */
export const breaks: Outcome = (request) =>
  Effect.fail(
    new HttpClientError.RequestError({
      request,
      reason: "Transport",
      cause: new Error("connection lost")
    })
  )

/** Never answers. */
export const neverAnswers: Outcome = () => Effect.never

/** Lets time pass first. */
export const after =
  (delay: Duration.DurationInput, outcome: Outcome): Outcome =>
  (request) =>
    Effect.delay(outcome(request), delay)

const begunBody = (status: number, then: (controller: ReadableStreamDefaultController) => void) =>
  respond(
    () =>
      new Response(
        new ReadableStream({
          start: (controller) => {
            controller.enqueue(new TextEncoder().encode(`{"status":${status},`))
            then(controller)
          }
        }),
        { status }
      )
  )

/** Sends the head and the begin of a body, and then nothing more. */
export const stallsInBody = (status: number): Outcome => begunBody(status, () => undefined)

/** Sends the head and the begin of a body, and then loses the connection. */
export const breaksInBody = (status: number): Outcome =>
  begunBody(status, (controller) => {
    controller.error(new Error("connection lost"))
  })

/** Answers with a body of which a character comes each time the interval has passed. */
export const trickles =
  (body: string, interval: Duration.DurationInput): Outcome =>
  (request) =>
    Effect.map(Effect.runtime(), (runtime) => {
      const characters = Stream.fromIterable(body).pipe(
        Stream.encodeText,
        Stream.tap(() => Effect.sleep(interval))
      )
      const stream = Stream.toReadableStreamRuntime(characters, runtime)
      return HttpClientResponse.fromWeb(request, new Response(stream))
    })
