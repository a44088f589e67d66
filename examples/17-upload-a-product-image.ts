// Upload a product's image. `openAsBlob` reads the file while it is sent, so a large one needs no memory.
import { Files, Products } from "effect-bitgpt"
import { BitGptNode } from "effect-bitgpt/node"
import { Console, Effect, Option } from "effect"
import { openAsBlob } from "node:fs"
import { fileURLToPath } from "node:url"

const image = fileURLToPath(new URL("support/coffee.svg", import.meta.url))

const program = Effect.gen(function* () {
  const files = yield* Files
  const products = yield* Products

  const file = yield* Effect.tryPromise(() => openAsBlob(image, { type: "image/svg+xml" }))
  const { id, size, url } = yield* files.upload({ file, fileName: "coffee.svg", name: "Coffee" })
  yield* Console.log(`Uploaded ${Option.getOrElse(size, () => 0)} bytes as ${id}`)

  // How a product gets its image is not documented, but it can carry data of your own.
  const product = yield* products.create({
    name: "Coffee",
    schemas: [{ type: "ONE_TIME", currency: "EUR", basePrice: "2.20" }],
    metadata: { image: id }
  })
  yield* Console.log(
    `The image of ${product.id} is at ${Option.getOrElse(url, () => "no address")}`
  )
})

await program.pipe(Effect.provide(BitGptNode.layerConfig()), Effect.runPromise)
