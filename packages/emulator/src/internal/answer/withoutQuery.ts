/** The path of a request's URL. */
export const withoutQuery = (url: string): string => url.replace(/\?.*$/s, "")
