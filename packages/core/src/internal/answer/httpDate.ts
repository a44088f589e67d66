const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

const weekday = "(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?"
const month = `(?<month>${months.join("|")})`
const time = "(?<hour>\\d{2}):(?<minute>\\d{2}):(?<second>\\d{2})"

// The three forms of RFC 9110 section 5.6.7: IMF-fixdate, and the obsolete ones of RFC 850 and of
// asctime, which a recipient must read as well. Some servers write them in lower case.
const forms = [
  new RegExp(`^${weekday}, (?<day>\\d{2}) ${month} (?<year>\\d{4}) ${time} GMT$`, "i"),
  new RegExp(`^${weekday}, (?<day>\\d{2})-${month}-(?<year>\\d{2}) ${time} GMT$`, "i"),
  new RegExp(`^${weekday} ${month} (?<day>[ \\d]\\d) ${time} (?<year>\\d{4})$`, "i")
]

// RFC 9110: a year of two digits that looks more than 50 years ahead is of the century before.
const fullYear = (digits: string, now: number): number => {
  if (digits.length === 4) return Number(digits)
  const thisYear = new Date(now).getUTCFullYear()
  const year = thisYear - (thisYear % 100) + Number(digits)
  return year > thisYear + 50 ? year - 100 : year
}

/**
 * Milliseconds since the epoch of an HTTP-date, `undefined` for anything else. `Date.parse` would
 * also take numbers and local times for dates.
 */
export const parseHttpDate = (text: string, now: number): number | undefined => {
  for (const form of forms) {
    const parts = form.exec(text)?.groups
    if (parts === undefined) continue
    const midnight = Date.UTC(
      fullYear(parts["year"] ?? "", now),
      months.indexOf((parts["month"] ?? "").toLowerCase()),
      Number(parts["day"])
    )
    const hour = Number(parts["hour"])
    const minute = Number(parts["minute"])
    const second = Number(parts["second"])
    // `Date.UTC` would make another date of one that doesn't exist. A leap second does.
    const exists =
      new Date(midnight).getUTCDate() === Number(parts["day"]) &&
      hour <= 23 &&
      minute <= 59 &&
      second <= 60
    return exists ? midnight + ((hour * 60 + minute) * 60 + second) * 1000 : undefined
  }
  return undefined
}
