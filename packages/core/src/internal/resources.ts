import * as Context from "effect/Context"
import { ApiKeys, make as makeApiKeys } from "../ApiKeys.js"
import type { Client } from "./client.js"

/** The services of this library, one for each resource of the API. */
export type Resources = ApiKeys

/** Every service, over one client. */
export const makeResources = (client: Client): Context.Context<Resources> =>
  Context.make(ApiKeys, makeApiKeys(client))
