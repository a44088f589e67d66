import { Headers, HttpApiBuilder, HttpMiddleware, HttpServer } from "@effect/platform"
import { WebhookDelivery } from "effect-bitgpt"
import { Array, Layer } from "effect"
import { Background } from "./Background.js"
import { Catalog } from "./Catalog.js"
import { Checkout } from "./Checkout.js"
import * as handlers from "./http/handlers.js"
import { serve } from "./http/server.js"
import * as webhooks from "./http/webhooks.js"
import { OrderStore } from "./OrderStore.js"
import * as payments from "./payments.js"
import { Settlement } from "./Settlement.js"
import * as Telemetry from "./Telemetry.js"

/** What the shop does, over BitGPT and a store. */
const Services = Background.layer.pipe(
  Layer.provideMerge(Settlement.layer),
  Layer.provideMerge(Checkout.layer),
  Layer.provideMerge(Catalog.layer)
)

/** The shop's server, over BitGPT and a store. */
const Application = HttpApiBuilder.serve(HttpMiddleware.logger).pipe(
  Layer.provide([webhooks.layer, HttpApiBuilder.middlewareOpenApi()]),
  Layer.provide(handlers.layer),
  HttpServer.withLogAddress,
  serve,
  Layer.provide(Services),
  // Spans have the headers of a request, but not those named here.
  Layer.locallyWith(Headers.currentRedactedNames, Array.append(WebhookDelivery.signatureHeader))
)

/**
 * The whole shop. It ends in the order in which nothing is lost: the server, the work in the background,
 * the connections to BitGPT, and last the telemetry, which tells of all that.
 */
export const layer = Application.pipe(
  Layer.provide([payments.layer, OrderStore.layerMemory]),
  Layer.provide(Telemetry.layer)
)
