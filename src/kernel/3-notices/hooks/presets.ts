export const formats = ['wecom', 'dingtalk', 'feishu', 'generic'] as const
export type Format = (typeof formats)[number]

/** 企业微信 has no signature: its key is in the address. */
export const needsSecret = (format: Format): boolean => format !== 'wecom'
