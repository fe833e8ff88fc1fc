/** Tells the parent the port, then on every message what this process has used so far. Ends with its parent. */
export function answerUsage(port: number): void {
  process.on('message', () => {
    const { user, system } = process.cpuUsage()
    const { maxRSS } = process.resourceUsage()
    process.send!({ cpu: user + system, rss: process.memoryUsage.rss(), maxRss: maxRSS * 1024 })
  })
  process.on('disconnect', () => process.exit(0))
  process.send!({ port })
}
