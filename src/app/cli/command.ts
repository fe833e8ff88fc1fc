import { createInterface } from 'node:readline/promises'

export interface Call {
  /** what follows the command's name */
  words: string[]
  flags: Record<string, string | boolean | undefined>
  /** aborted by Ctrl-C */
  signal: AbortSignal
  say(line: string): void
}

export interface Command {
  /** either will do */
  names: [chinese: string, english: string]
  /** what follows the name */
  usage: string
  /** one line for the help */
  words: string
  options?: Record<string, { type: 'string' | 'boolean' }>
  /** how many words must and may follow */
  takes: [least: number, most: number]
  run(call: Call): Promise<void>
}

/** The command could not be carried out; the message is a Chinese sentence that says what to do. */
export class CommandError extends Error {}

/** Asks the person at the keyboard to type a word; without a keyboard the answer is no. */
export async function hasTyped(word: string, question: string, signal: AbortSignal): Promise<boolean> {
  if (!process.stdin.isTTY) return false
  const reader = createInterface({ input: process.stdin, output: process.stdout })
  try {
    return (await reader.question(question, { signal })).trim() === word
  } finally {
    reader.close()
  }
}

export const megabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MB`
