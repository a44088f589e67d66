import { RateLimitPolicy } from "effect-bitgpt"
import { BitGptNode } from "effect-bitgpt/node"
import { Config, Effect, Layer, LayerMap } from "effect"

/** Where the tokens of organizations are: here, in variables such as `BITGPT_TOKEN_SHOP`. */
const tokenOf = (organization: string) =>
  Config.redacted(`BITGPT_TOKEN_${organization.toUpperCase()}`)

/**
 * A client for each organization, made when it is first asked for. Each has a token, a rate limit and a
 * retry budget of its own, so that one organization never uses up what belongs to another.
 */
export class Organizations extends LayerMap.Service<Organizations>()("Organizations", {
  lookup: (organization: string) =>
    BitGptNode.layerConfig({ accessToken: tokenOf(organization) }).pipe(
      Layer.provide(RateLimitPolicy.documented)
    ),
  // Its connections are let go when nothing has asked for it for so long.
  idleTimeToLive: "10 minutes"
}) {}

/** Does something as an organization. */
export const asOrganization =
  (organization: string) =>
  <A, E, R>(effect: Effect.Effect<A, E, R>) =>
    Effect.provide(effect, Organizations.get(organization))
