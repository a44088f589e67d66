import type { Contender } from "../contender.js"

// Loaded one by one: a process that measures one contender has no other's code in it.
const fetchAlone = () => import("./fetch.js").then((module) => module.contender)
const undici = () => import("./undici.js").then((module) => module.contender)
const fetchZod = () => import("./fetchZod.js").then((module) => module.contender)
const openapiFetch = () => import("./openapiFetch.js").then((module) => module.contender)
const ky = () => import("./ky.js").then((module) => module.contender)
const httpApiClient = () => import("./httpApiClient.js").then((module) => module.contender)
const handWritten = () => import("./handWritten.js").then((module) => module.contender)
const floor = () => import("./floor.js").then((module) => module.contender)
const ours = () => import("./ours.js").then((module) => module.contender)
const oursEverything = () => import("./oursEverything.js").then((module) => module.contender)

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
  "floor/undici": async () => (await floor())("undici"),
  "ours/fetch": async () => (await ours())("fetch"),
  "ours/undici": async () => (await ours())("undici"),
  "ours/node:http": async () => (await ours())("node:http"),
  "everything/fetch": async () => (await oursEverything())("fetch"),
  "everything/undici": async () => (await oursEverything())("undici")
}

/** The name of the contender that the others are measured against. */
export const limit = "fetch"

export const loadContender = (name: string): Promise<Contender> => {
  const load = contenders[name]
  if (load === undefined) throw new Error(`No contender has the name ${name}`)
  return load()
}
