import { spawn } from "node:child_process"
import { join } from "node:path"
import { check } from "./shell.js"

/**
 * Starts the emulator by its command as it is installed in that folder, for as long as `use` takes,
 * and ends it as Ctrl-C does. `use` gets the two settings that the emulator prints.
 */
export const withEmulator = async (
  folder: string,
  use: (settings: Record<string, string>) => void
): Promise<void> => {
  const child = spawn(join(folder, "node_modules/.bin/effect-bitgpt-emulator"), ["--port", "0"], {
    stdio: ["ignore", "pipe", "inherit"]
  })
  try {
    const ended = new Promise<number | null>((resolve) => child.on("exit", resolve))
    const output = await new Promise<string>((resolve) => {
      let text = ""
      // Read on to the end: it logs every request there.
      child.stdout.on("data", (chunk) => {
        text += String(chunk)
        if (text.includes("Ctrl-C")) resolve(text)
      })
      void ended.then(() => {
        resolve(text)
      })
    })
    const setting = (name: string) => new RegExp(`${name}=(\\S+)`).exec(output)?.[1] ?? ""
    use({
      BITGPT_BASE_URL: setting("BITGPT_BASE_URL"),
      BITGPT_ACCESS_TOKEN: setting("BITGPT_ACCESS_TOKEN")
    })
    child.kill("SIGINT")
    check("the emulator's command ends with 0", (await ended) === 0)
  } finally {
    child.kill("SIGKILL")
  }
}
