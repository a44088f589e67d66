// What calls may leave behind in this process.

const countResources = (type: string): number =>
  process.getActiveResourcesInfo().filter((resource) => resource === type).length

/** How many timers keep this process alive: those of a time limit or of a pause, say. */
export const openTimers = (): number => countResources("Timeout")

/** Waits until something is as it should be. Gives up after two minutes. */
export const eventually = async (isSo: () => boolean | Promise<boolean>): Promise<boolean> => {
  for (let tries = 0; tries < 1200; tries += 1) {
    if (await isSo()) return true
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return false
}
