import type { Contender } from "../contender.js"

// Loaded one by one: a process that measures one contender has no other's code in it.
const fetchAlone = () => import("./promises/fetch.js").then((module) => module.contender)
const undici = () => import("./promises/undici.js").then((module) => module.contender)
const fetchZod = () => import("./promises/fetchZod.js").then((module) => module.contender)
const openapiFetch = () => import("./promises/openapiFetch.js").then((module) => module.contender)
const ky = () => import("./promises/ky.js").then((module) => module.contender)
const httpApiClient = () => import("./effect/httpApiClient.js").then((module) => module.contender)
const handWritten = () => import("./effect/handWritten.js").then((module) => module.contender)
const floor = () => import("./effect/floor.js").then((module) => module.contender)
const ours = () => import("./ours/ours.js").then((module) => module.contender)
const everything = () => import("./ours/everything.js").then((module) => module.contender)

/** Everything that is compared, by the name it has in the tables. */
export const contenders: Readonly<Record<string, () => Promise<Contender>>> = {
  fetch: fetchAlone,
  undici,
  "fetch + zod": fetchZod,
  "openapi-fetch": openapiFetch,
  ky,
  "HttpApiClient/fetch": async () => (await httpApiClient())("fetch"),
  "HttpApiClient/undici": async () => (await httpApiClient())("undici"),
  "hand-written/fetch": async () => (await handWritten())("fetch"),
  "hand-written/undici": async () => (await handWritten())("undici"),
  "floor/fetch": async () => (await floor())("fetch"),
  "floor/dispatcher": async () => (await floor())("dispatcher"),
  "floor/undici": async () => (await floor())("undici"),
  BitGptNode: async () => (await ours())("BitGptNode"),
  "BitGpt/fetch": async () => (await ours())("fetch"),
  "BitGpt/undici": async () => (await ours())("undici"),
  "BitGpt/node:http": async () => (await ours())("node:http"),
  "everything/BitGptNode": async () => (await everything())("BitGptNode"),
  "everything/fetch": async () => (await everything())("fetch")
}

/** The name of the contender that the others are measured against. */
export const limit = "fetch"

export const loadContender = (name: string): Promise<Contender> => {
  const load = contenders[name]
  if (load === undefined) throw new Error(`No contender has the name ${name}`)
  return load()
}
