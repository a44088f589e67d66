import type { HttpClient } from "@effect/platform"
import { Context, Effect, Redacted } from "effect"
import * as Client from "../../src/internal/client.js"
import * as Transport from "../../src/internal/httpClientTransport.js"
import * as Settings from "../../src/internal/settings.js"

/** The machinery below the resources, over the `HttpClient` in the context. */
export const client: Effect.Effect<Client.Client, never, HttpClient.HttpClient> = Effect.gen(
  function* () {
    const context = Context.empty()
    return Client.make({
      server: yield* Settings.parseServer("https://gateway.example/bitgpt", false, "baseUrl"),
      credentials: yield* Settings.parseAccessToken(
        Redacted.make("token-of-the-tests"),
        context,
        "accessToken"
      ),
      transport: yield* Transport.make({ maxResponseBytes: 10_000, tracePropagation: true }),
      context
    })
  }
).pipe(Effect.orDie)
