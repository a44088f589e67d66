import { STATUS_CODES } from "node:http"

/** The page that a network in front of an API sends when it can't or won't pass a request on. */
export const edgePage = (status: number): string => {
  const title = `${status} ${STATUS_CODES[status] ?? "Unknown error"}`
  return `<!DOCTYPE html>
<html lang="en">
<head><title>${title}</title></head>
<body>
<center><h1>${title}</h1></center>
<hr><center>cloudflare</center>
</body>
</html>
`
}
