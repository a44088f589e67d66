import { existsSync } from "node:fs"

const places = [
  process.env["CHROMIUM_PATH"] ?? "",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
]

/** Where a Chromium is on this machine, if there is one. */
export const findChromium = (): string | undefined => places.find((path) => existsSync(path))
