import type { Column, SheetKind } from '#exchange/columns.ts'
import { readChoice } from '#exchange/values/choice.ts'
import { readDay } from '#exchange/values/day.ts'
import { readIdNumber } from '#exchange/values/id-number.ts'
import { readName, readText } from '#exchange/values/name.ts'
import { readPhone } from '#exchange/values/phone.ts'
import { readEducation, readNation, readSex } from '#exchange/values/tables.ts'
import { readUnitCode } from '#exchange/values/unit-code.ts'
import { readWhole } from '#exchange/values/whole.ts'

/** Columns like those a module declares in its exchange.ts, for tests of guessing and reading. */
export const rosterColumns: readonly Column[] = [
  {
    field: 'name', words: '姓名', synonyms: ['党员姓名', '团员姓名', '名字'], required: true, look: 'name',
    read: readName, help: '证件上的姓名',
  },
  { field: 'sex', words: '性别', synonyms: ['男/女'], look: 'sex', read: readSex, help: '男或女' },
  {
    field: 'idNumber', words: '公民身份号码', synonyms: ['身份证号', '身份证号码', '身份证', '证件号码', '居民身份证号'],
    sensitive: true, asText: true, look: 'id-number', read: readIdNumber, help: '18 位，列设为文本格式',
  },
  { field: 'nation', words: '民族', synonyms: ['族别'], look: 'nation', read: readNation, help: '56 个民族之一' },
  {
    field: 'born', words: '出生日期', synonyms: ['出生年月', '出生年月日', '生日', '出生时间'], look: 'day',
    read: (cell, { today }) => readDay(cell, { today, past: true }), help: '写成 1985.07.01',
  },
  {
    field: 'education', words: '学历', synonyms: ['文化程度', '最高学历', '文化水平'], look: 'education',
    read: readEducation, help: '如大学本科',
  },
  {
    field: 'category', words: '人员类别', synonyms: ['党员类别', '类别'], help: '正式党员或预备党员',
    read: readChoice({ 正式党员: ['正式'], 预备党员: ['预备'] }), choices: ['正式党员', '预备党员'],
  },
  {
    field: 'branch', words: '所在党支部', synonyms: ['所在支部', '支部名称', '党支部', '所属党组织', '党组织名称', '所在党组织', '支部'],
    required: true, look: 'organisation', read: readText(100), help: '组织全称',
  },
  {
    field: 'joined', words: '入党日期', synonyms: ['入党时间', '加入党组织日期', '加入中共组织的时间'], look: 'day',
    read: readDay, help: '支部大会通过预备党员的日期',
  },
  { field: 'confirmed', words: '转正日期', synonyms: ['转正时间', '转为正式党员日期'], look: 'day', read: readDay, help: '转为正式党员的日期' },
  {
    field: 'phone', words: '联系电话', synonyms: ['手机', '手机号', '手机号码', '电话', '联系方式', '移动电话'], sensitive: true,
    asText: true, look: 'phone', read: readPhone, help: '手机 11 位',
  },
  { field: 'address', words: '家庭住址', synonyms: ['住址', '现居住地', '地址', '家庭地址'], read: readText(200), help: '现住址' },
  { field: 'remark', words: '备注', synonyms: ['说明'], read: readText(500), help: '其他' },
]
export const roster: SheetKind = { kind: 'people', words: '党员名册', columns: rosterColumns }

export const units: SheetKind = {
  kind: 'units',
  words: '单位名录',
  columns: [
    { field: 'name', words: '单位名称', synonyms: ['企业名称', '单位'], required: true, read: readText(100), help: '全称' },
    {
      field: 'code', words: '统一社会信用代码', synonyms: ['信用代码', '社会信用代码'], required: true, asText: true, look: 'unit-code',
      read: readUnitCode, help: '18 位',
    },
    { field: 'staff', words: '职工人数', synonyms: ['职工数', '从业人数', '员工人数'], read: readWhole(0, 1_000_000), help: '整数' },
    { field: 'phone', words: '联系电话', synonyms: ['电话'], look: 'phone', read: readPhone, help: '座机带区号' },
  ],
}
