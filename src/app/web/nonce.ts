/**
 * The nonce of this page, which the server puts into the meta element vite writes. Styles made at run time need it.
 * The nonce attribute is hidden from selectors; only the property can be read.
 */
export function pageNonce(): string | undefined {
  const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce
  return nonce && nonce !== '__NONCE__' ? nonce : undefined
}

/** antd's dialogs make one style element without asking for a nonce (scroll lock); give every such element ours. */
export function lendNonce(nonce: string) {
  const create = document.createElement.bind(document)
  document.createElement = ((tag: string, options?: ElementCreationOptions) => {
    const element = create(tag, options)
    if (tag === 'style') element.nonce = nonce
    return element
  }) as typeof document.createElement
}
