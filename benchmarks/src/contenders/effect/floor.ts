import * as HttpClient from "@effect/platform/HttpClient"
import * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as FiberId from "effect/FiberId"
import * as ManagedRuntime from "effect/ManagedRuntime"
import * as Runtime from "effect/Runtime"
import { type Contender, headers, urlOf } from "../../contender.js"
import { believe } from "../promises/believe.js"
import { httpLayers } from "./httpLayers.js"

const limitMillis = 10_000

interface Answer {
  readonly status: number
  readonly text: string
}

type Ask = (url: string) => Promise<Answer>

interface Floor {
  readonly ask: Ask
  readonly close: () => Promise<void>
}

const overFetch: Ask = (url) =>
  Effect.runPromise(
    Effect.async<Answer, unknown>((resume) => {
      const controller = new AbortController()
      const timer = setTimeout(() => {
        controller.abort()
      }, limitMillis)
      void fetch(url, { headers, signal: controller.signal })
        .then(async (response) => ({ status: response.status, text: await response.text() }))
        .then(Effect.succeed, Effect.fail)
        .then((outcome) => {
          clearTimeout(timer)
          resume(outcome)
        })
      return Effect.sync(() => {
        clearTimeout(timer)
        controller.abort()
      })
    })
  )

const openDispatcher = async (): Promise<Floor> => {
  // Loaded on demand, as it changes what `fetch` sends its requests with.
  const { Agent } = await import("undici")
  const agent = new Agent()
  const ask: Ask = (url) =>
    Effect.runPromise(
      Effect.async<Answer, unknown>((resume) => {
        let abort = (): void => undefined
        const timer = setTimeout(() => {
          abort()
        }, limitMillis)
        let status = 0
        const parts: Array<Buffer> = []
        const { origin, pathname } = new URL(url)
        agent.dispatch(
          { origin, path: pathname, method: "GET", headers },
          {
            onRequestStart: (controller) => {
              abort = () => {
                controller.abort(new Error("The call is over"))
              }
            },
            onResponseStart: (_, code) => {
              status = code
            },
            onResponseData: (_, part) => {
              parts.push(part)
            },
            onResponseEnd: () => {
              clearTimeout(timer)
              resume(Effect.succeed({ status, text: Buffer.concat(parts).toString() }))
            },
            onResponseError: (_, cause) => {
              clearTimeout(timer)
              resume(Effect.fail(cause))
            }
          }
        )
        return Effect.sync(() => {
          clearTimeout(timer)
          abort()
        })
      })
    )
  return { ask, close: () => agent.close() }
}

const openUndici = async (): Promise<Floor> => {
  const managed = ManagedRuntime.make(await httpLayers.undici())
  const run = Runtime.runPromise(await managed.runtime())
  const client = HttpClient.withTracerDisabledWhen(await run(HttpClient.HttpClient), () => true)
  const exchange = (url: string) =>
    Effect.flatMap(client.execute(HttpClientRequest.get(url, { headers })), (response) =>
      Effect.map(response.text, (text) => ({ status: response.status, text }))
    )
  const ask: Ask = (url) =>
    run(
      Effect.flatMap(Effect.forkDaemon(exchange(url)), (work) => {
        const timer = setTimeout(() => {
          work.unsafeInterruptAsFork(FiberId.none)
        }, limitMillis)
        return Effect.ensuring(
          Fiber.join(work),
          Effect.sync(() => {
            clearTimeout(timer)
          })
        )
      })
    )
  return { ask, close: () => managed.dispose() }
}

const floors = {
  fetch: (): Promise<Floor> => Promise.resolve({ ask: overFetch, close: () => Promise.resolve() }),
  dispatcher: openDispatcher,
  undici: openUndici
}

/**
 * The least that stands between an Effect program and a call with a time limit, whoever writes the
 * client: a fiber for the program, and in one step a timer with `fetch` and a signal, or with undici's
 * dispatcher; or the platform's client in a fiber beside a timer. Whatever comes is believed.
 */
export const contender = (name: keyof typeof floors): Contender => ({
  guarantees: { span: false, timeout: true, retry: false, validation: "nothing", sizeLimit: false },
  open: async (baseUrl) => {
    const { ask, close } = await floors[name]()
    return {
      get: async (id) => believe((await ask(urlOf(baseUrl, id))).text).data,
      refused: async (id) => {
        const { status, text } = await ask(urlOf(baseUrl, id))
        return believe(text).error === null ? 0 : status
      },
      close
    }
  }
})
