/** Whether an `Accept` header names JSON. The API answers anything else with 406, a wildcard too. */
export const acceptsJson = (accept: string | undefined): boolean =>
  (accept ?? "").split(",").some((range) => {
    const [type = "", ...parameters] = range.split(";").map((part) => part.trim().toLowerCase())
    return (
      type === "application/json" && !parameters.some((name) => /^q=0(?:\.0{0,3})?$/.test(name))
    )
  })
