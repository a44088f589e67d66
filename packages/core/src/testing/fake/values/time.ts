/** Milliseconds since the epoch as the API prints most times: `YYYY-MM-DD HH:MM:SS`, in UTC. */
export const format = (millis: number): string => formatMillis(millis).slice(0, 19)

/** With milliseconds, as files and deliveries have it. */
export const formatMillis = (millis: number): string =>
  new Date(millis).toISOString().slice(0, 23).replace("T", " ")

const printed = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})(\.\d{1,9})?Z?$/

/** Reads the three forms that the API prints. `undefined` for any other text and for 30 February. */
export const parse = (text: string): number | undefined => {
  const [, date, time, fraction = ""] = printed.exec(text) ?? []
  if (date === undefined || time === undefined) return undefined
  const millis = Date.parse(`${date}T${time}${fraction.slice(0, 4)}Z`)
  return Number.isNaN(millis) || format(millis) !== `${date} ${time}` ? undefined : millis
}
