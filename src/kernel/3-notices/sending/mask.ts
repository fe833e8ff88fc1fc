/** `li***@example.cn`: enough for its owner to know it. */
export function maskMail(address: string): string {
  const at = address.lastIndexOf('@')
  const [name, host] = [address.slice(0, at), address.slice(at)]
  return `${name.slice(0, name.length > 3 ? 2 : 1)}***${host}`
}

const addresses = /[^\s<>"']+@[^\s<>"']+/g

/** What a server answered, without the addresses in it, in one short line. */
export const saidBy = (answer: string): string => answer.replaceAll(addresses, '***').replace(/\s+/g, ' ').trim().slice(0, 160)
