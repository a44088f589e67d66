/** Gives the processor time that this process has taken since, in microseconds. */
export const startProcessorTime = (): (() => number) => {
  const before = process.cpuUsage()
  return () => {
    const { system, user } = process.cpuUsage(before)
    return system + user
  }
}
