import { fileURLToPath } from "node:url"

/** Where this package is. */
export const folder = fileURLToPath(new URL("..", import.meta.url))

/** Where the repository is. */
export const root = fileURLToPath(new URL("../..", import.meta.url))
