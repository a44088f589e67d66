// In a program without Effect: a web framework's handler asks a runtime that holds the client, and gives a
// status for each error. The framework runs on every runtime, so this client goes over `fetch` and does too.
import { BitGpt } from "effect-bitgpt"
import { ManagedRuntime } from "effect"
import { keysApp } from "./support/web.js"

const bitgpt = ManagedRuntime.make(BitGpt.layerConfig())
const app = keysApp(bitgpt)

// A server would be given `app.fetch`.
for (const id of ["api_key_0197c0ec-a197-719f-84a9-99270a79b42a", "api_key_of_somebody_else"]) {
  const response = await app.request(`/keys/${id}`)
  console.log(response.status, await response.text())
}

// Ends what is under way, and waits for its end.
await bitgpt.dispose()
