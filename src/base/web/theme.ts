import type { ThemeConfig } from 'antd'

/** The colours of style/base.css, for antd, which computes with them. */
const ink = { 1: '#211d1a', 2: '#57504a', 3: '#6b645c' }
const line = { 1: '#e6e1da', 2: '#d2cbc1', control: '#8f877d' }
const red = '#971b1e'

export const fontFamily =
  "'PingFang SC', 'HarmonyOS Sans SC', 'Microsoft YaHei UI', 'Microsoft YaHei', 'Noto Sans SC', 'Noto Sans CJK SC', " +
  "'Source Han Sans SC', system-ui, sans-serif"

/** One look for all of antd: no shadows beyond a whisper, borders that can be seen (3:1), targets of 44 px under a finger. */
export function themeFor(device: { large: boolean; touch: boolean; still: boolean }): ThemeConfig {
  const fontSize = device.large ? 18 : 14
  const controlHeight = device.touch ? Math.max(44, device.large ? 48 : 44) : device.large ? 42 : 34
  return {
    hashed: false,
    cssVar: { key: 'tx' },
    token: {
      fontFamily,
      fontSize,
      controlHeight,
      controlHeightSM: device.touch ? 44 : controlHeight - 6,
      borderRadius: 4,
      borderRadiusLG: 6,
      borderRadiusSM: 3,
      colorPrimary: red,
      colorPrimaryHover: '#7c1417',
      colorPrimaryActive: '#651012',
      colorInfo: '#2b5278',
      colorError: '#8f1d1f',
      colorSuccess: '#2f6442',
      colorWarning: '#7d5300',
      colorLink: ink[1],
      colorText: ink[1],
      colorTextSecondary: ink[2],
      colorTextTertiary: ink[3],
      colorTextQuaternary: ink[3],
      colorTextPlaceholder: ink[3],
      colorTextDescription: ink[3],
      colorTextDisabled: '#7a736b',
      colorBorder: line.control,
      colorBorderSecondary: line[1],
      colorSplit: line[1],
      colorBgLayout: '#f5f3ef',
      colorFillAlter: '#faf8f5',
      controlItemBgActive: '#f8efed',
      controlItemBgHover: '#f5f3ef',
      colorBgMask: 'rgba(45, 38, 30, 0.32)',
      controlOutline: 'transparent',
      controlOutlineWidth: 0,
      boxShadow: '0 2px 10px rgba(60, 45, 30, 0.10)',
      boxShadowSecondary: '0 2px 12px rgba(60, 45, 30, 0.12)',
      boxShadowTertiary: 'none',
      lineWidthFocus: 2,
      motionDurationFast: '0.08s',
      motionDurationMid: '0.12s',
      motionDurationSlow: '0.16s',
      // antd then places its popups at once instead of waiting for a transition to end
      motion: !device.still,
      wireframe: false,
    },
    components: {
      Button: {
        primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', fontWeight: 400, contentFontSizeSM: fontSize,
        defaultBorderColor: line[2], defaultHoverColor: red, defaultHoverBorderColor: red, textHoverBg: '#efebe5',
      },
      Input: { activeShadow: 'none', errorActiveShadow: 'none' },
      Select: { optionSelectedFontWeight: 400, activeOutlineColor: 'transparent' },
      Modal: { titleFontSize: Math.round(fontSize * 1.2) },
      Tabs: { titleFontSize: fontSize, inkBarColor: red, itemSelectedColor: ink[1], itemHoverColor: red, itemColor: ink[2] },
      Segmented: { trackBg: '#efebe5' },
      Steps: { colorTextDescription: ink[3] },
    },
  }
}
