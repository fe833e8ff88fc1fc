import { readFileSync } from 'node:fs'

/** Bytes that a process and its children hold now (Linux; elsewhere nothing is known). */
function heldBy(pid: number): number {
  try {
    const kib = Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0)
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean)
    return children.reduce((sum, child) => sum + heldBy(Number(child)), kib * 1024)
  } catch {
    return 0
  }
}

/** Watches a process and its children; answers the most they held together. */
export function watchMemory(pid: number): () => number {
  let most = heldBy(pid)
  const timer = setInterval(() => (most = Math.max(most, heldBy(pid))), 50)
  return () => {
    clearInterval(timer)
    return most
  }
}
