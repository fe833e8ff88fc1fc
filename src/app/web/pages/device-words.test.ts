import { expect, test } from 'vitest'
import { deviceOf } from './device-words.ts'

test.each([
  ['Mozilla/5.0 (Windows NT 10.0; Win64) AppleWebKit/537.36 Chrome/131.0 Safari/537.36 Edg/131.0', 'Windows，Edge'],
  ['Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/120.0 Mobile MicroMessenger/8.0', '安卓手机或平板，微信'],
  ['Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 Chrome/114.0 Mobile', '鸿蒙设备，Chrome 类浏览器'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1', '苹果手机或平板，Safari'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko Firefox/140.0', 'Linux 电脑，Firefox'],
  ['', '其他设备，浏览器'],
])('a device that calls itself %s is shown as %s', (agent, words) => expect(deviceOf(agent)).toBe(words))
