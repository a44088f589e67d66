import * as HttpClient from "@effect/platform/HttpClient"
import * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as FiberId from "effect/FiberId"
import * as ManagedRuntime from "effect/ManagedRuntime"
import * as Runtime from "effect/Runtime"
import { type Contender, headers, urlOf } from "../contender.js"
import { believe } from "./believe.js"
import { httpLayers } from "./httpLayers.js"

const limitMillis = 10_000

interface Answer {
  readonly status: number
  readonly text: string
}

const guarantees = {
  span: false,
  timeout: true,
  retry: false,
  validation: "nothing",
  sizeLimit: false
} as const

type Ask = (url: string) => Promise<Answer>

const contenderOf = (
  open: () => Promise<{ readonly ask: Ask; readonly close: () => Promise<void> }>
): Contender => ({
  guarantees,
  open: async (baseUrl) => {
    const { ask, close } = await open()
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

const viaFetch: Ask = (url) =>
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

const openUndici = async () => {
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

/**
 * The least that stands between an Effect program and a call with a time limit, whoever writes the
 * client: a fiber for the program, and fetch with a signal and a timer in one step, or the platform's
 * client in a fiber beside a timer. Whatever comes is believed.
 */
export const contender = (http: "fetch" | "undici"): Contender =>
  http === "fetch"
    ? contenderOf(() => Promise.resolve({ ask: viaFetch, close: () => Promise.resolve() }))
    : contenderOf(openUndici)
