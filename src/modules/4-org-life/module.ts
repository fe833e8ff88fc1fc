import type { Manifest } from '#kernel/manifest.ts'
import { permissions } from '#org-life/contract.ts'
import { duties } from '#org-life/duties.ts'
import { appraisalMachine } from '#org-life/appraisal/words.ts'
import { printActs } from '#org-life/print/words.ts'
import { actWords, meetingMachine } from '#org-life/words.ts'

export const manifest: Manifest = {
  name: 'org-life',
  words: '组织生活',
  uses: ['organisations', 'people', 'dues'],
  permissions: {
    [permissions.view]: '查看组织生活和会议记录',
    [permissions.keep]: '安排会议、点名、记录',
    [permissions.export]: '下载会议记录、签到表、手册（Word）',
    [permissions.approve]: '批准下级团支部的评议等次',
    [permissions.private]: '谈心谈话、缺席提醒、评议（只限本支部）',
  },
  obligations: duties,
  states: [meetingMachine, appraisalMachine],
  acts: { ...actWords, ...printActs },
}
