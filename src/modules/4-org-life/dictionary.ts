import { none, personal, sensitive, table, type Dictionary, type Settling } from '#kernel/dictionary.ts'

/** What others said and voted is read by whom it is about when the result stands (isShownTo in appraisal/rules/opinions.ts). */
const settled: Settling = { table: 'org_life_appraisals', by: 'appraisal_id', column: 'state', values: ['finished', 'registered'] }

export const dictionary: Dictionary = {
  org_life_meetings: table('会议', { purpose: 'meeting', retention: 'archive' }, {
    realm_id: none('管理单元'), id: none('内部编号'), public_id: none('公开编号'), organisation_id: none('支部'), path: none('路径'),
    kinds: none('会议种类'), group_id: none('小组'), state: none('状态'), planned_on: none('计划日期'), starts: none('时间'), place: none('地点'),
    topic: none('主题'), occurred_on: none('召开日期'), for_day: none('补哪一期'), chair_id: personal('主持人', { mask: 'inner' }),
    chair_name: personal('主持人姓名', { mask: 'reached' }), recorder_id: personal('记录人', { mask: 'inner' }),
    recorder_name: personal('记录人姓名', { mask: 'reached' }), guests: personal('列席', { mask: 'reached' }), on_paper: none('按纸质记录代录'),
    entered_on: none('登记日期'), closed_on: none('记录整理完的日期'), recorder_signed_on: none('记录人签字日期'), recorder_signed_how: none('记录人怎样签的'),
    chair_signed_on: none('主持人签字日期'), chair_signed_how: none('主持人怎样签的'), locked_by: none('锁定记录的账号'), revision: none('第几版'),
    revision_reason: none('更正原因'), cancel_reason: none('取消原因'), version: none('版本'),
  }),
  org_life_matters: table('会议议题', { purpose: 'meeting', retention: 'archive' }, {
    realm_id: none('管理单元'), id: none('内部编号'), public_id: none('公开编号'), meeting_id: none('会议'), path: none('路径'), position: none('次序'),
    kind: none('议题种类'), title: personal('题目', { mask: 'reached' }), record: personal('记录', { mask: 'reached' }), vote: none('表决到哪一步'),
    quorum_rule: none('到会人数的规定'), majority_rule: none('通过的规定'), base: none('应到会有表决权人数'), present: none('实到有表决权人数'),
    needed: none('通过所需票数'), written: none('会前书面意见'), votes_for: none('赞成'), votes_against: none('反对'), votes_abstain: none('弃权'),
    passed: none('是否通过'), version: none('版本'),
  }),
  org_life_revisions: table('会议记录的旧版', { purpose: 'meeting', retention: 'archive' }, {
    realm_id: none('管理单元'), id: none('内部编号'), meeting_id: none('会议'), path: none('路径'), revision: none('第几版'), reason: none('更正原因'),
    asked_by: personal('谁发起', { mask: 'reached' }), asked_at: none('何时'), content: personal('旧版记录', { mask: 'reached' }),
  }),
  org_life_appraisals: table('民主评议', { purpose: 'meeting', retention: 'archive' }, {
    realm_id: none('管理单元'), id: none('内部编号'), public_id: none('公开编号'), organisation_id: none('支部'), path: none('路径'), year: none('年度'),
    state: none('状态'), way: none('互评怎样进行'), begun_on: none('开始日期'), decided_by: none('谁提出等次'), decided_on: none('提出等次的日期'),
    finished_by: none('办结的账号'), submitted_on: none('报上级的日期'), approved_by: none('谁批准'), approved_how: none('怎样批准'),
    approval_document: none('批复'), returned_reason: none('退回理由'), revision: none('第几版'), held_on: none('评议日期'), ballots: none('收回测评票'), expected: none('应到会人数'), finished_on: none('办结日期'), registered_on: none('团籍注册日期'), version: none('版本'),
  }),
  org_life_appraised: table('评议结果', { about: ['public', 'person_id'], settled, purpose: 'meeting', retention: 'archive' }, {
    realm_id: none('管理单元'), id: none('内部编号'), appraisal_id: none('评议'), path: none('路径'), person_id: none('人'), name: personal('姓名', { mask: 'reached', told: 'early' }),
    name_key: none('姓名拼音'), status: personal('当时的身份', { mask: 'reached', told: 'early' }), graded: personal('定不定等次', { mask: 'reached' }),
    excellent: sensitive('优秀票', 'reached'), qualified: sensitive('合格票', 'reached'), basic: sensitive('基本合格票', 'reached'),
    unqualified: sensitive('不合格票', 'reached'), grade: sensitive('等次', 'reached'), remark: sensitive('评语', 'reached'), registration: personal('团籍注册', { mask: 'reached' }),
    self_text: sensitive('自评', 'sealed', { told: 'early' }), self_on: personal('自评日期', { mask: 'reached', told: 'early' }), self_how: none('自评怎样写的'),
    slips_on: personal('交意见条的日期', { mask: 'reached', told: 'early' }),
    correct_by: sensitive('限期改正到哪天', 'reached'), again_on: sensitive('再次评议的日期', 'reached'), again_grade: sensitive('再次评议的等次', 'reached'),
  }),
  org_life_opinions: table('互评意见', { about: ['public', 'about_id'], settled, purpose: 'meeting', retention: 'archive' }, {
    realm_id: none('管理单元'), public_id: none('公开编号'), appraisal_id: none('评议'), path: none('路径'), about_id: none('对谁'),
    author_id: none('谁的意见（意见条没有）'), author_name: personal('谁的意见', { mask: 'reached', told: 'never' }), opinion: sensitive('意见', 'sealed'), on_paper: none('按纸代录'),
  }),
  org_life_appraisal_revisions: table('评议的旧版', { purpose: 'meeting', retention: 'archive' }, {
    realm_id: none('管理单元'), id: none('内部编号'), appraisal_id: none('评议'), path: none('路径'), revision: none('第几版'), reason: none('更正原因'),
    asked_by: personal('谁发起', { mask: 'reached' }), asked_at: none('何时'), content: sensitive('旧的等次', 'reached'),
  }),
  org_life_excuses: table('长期请假', { about: ['public', 'person_id'], purpose: 'meeting', retention: 'archive' }, {
    realm_id: none('管理单元'), id: none('内部编号'), organisation_id: none('支部'), path: none('路径'), person_id: none('人'), name: personal('姓名', { mask: 'reached' }),
    cause: sensitive('原因', 'reached'), from_on: personal('开始日期', { mask: 'reached' }), to_on: personal('结束日期', { mask: 'reached' }),
  }),
  org_life_talks: table('谈心谈话', { about: ['public', 'partner_id'], purpose: 'meeting', retention: 'archive' }, {
    realm_id: none('管理单元'), id: none('内部编号'), public_id: none('公开编号'), organisation_id: none('支部'), path: none('路径'), talker_id: none('谈话人'),
    talker_name: personal('谈话人姓名', { mask: 'reached' }), partner_id: none('谈话对象'), partner_name: personal('谈话对象姓名', { mask: 'reached' }),
    held_on: personal('谈话日期', { mask: 'reached' }), occasion: sensitive('因什么谈', 'reached'), note: sensitive('谈话内容', 'sealed'), entered_on: none('登记日期'),
  }),
  org_life_roll: table('到会名单', { about: ['public', 'person_id'], purpose: 'meeting', retention: 'archive' }, {
    realm_id: none('管理单元'), id: none('内部编号'), meeting_id: none('会议'), path: none('路径'), person_id: none('人'),
    name: personal('姓名', { mask: 'reached' }), name_key: none('姓名拼音'), status: personal('当时的身份', { mask: 'reached' }),
    entitled: personal('有没有表决权', { mask: 'reached' }), mark: personal('到会情况', { mask: 'reached' }), reason: sensitive('请假原因', 'reached'),
    reply: personal('本人回复', { mask: 'reached' }), reply_reason: sensitive('回复的请假原因', 'reached'), version: none('版本'),
    marked_by: personal('谁点的名', { mask: 'reached' }), marked_at: none('何时点的名'),
  }),
}
