// The shop in development, until Ctrl-C.
import { HttpServer } from "@effect/platform"
import { NodeRuntime } from "@effect/platform-node"
import { Console, Layer } from "effect"
import * as Development from "./development.js"

const usage = (address: string) => `
  curl ${address}/products
  curl -X PUT ${address}/orders/$(uuidgen) -H 'content-type: application/json' \\
    -d '{ "email": "ada@example.com", "lines": [{ "productId": "…", "quantity": 2 }] }'

The answer to the second one has an address to pay at. Then get the order again.
`

const ShowUsage = Layer.effectDiscard(
  HttpServer.addressFormattedWith((address) => Console.log(usage(address)))
)

NodeRuntime.runMain(Layer.launch(Layer.provide(ShowUsage, Development.layer())))
