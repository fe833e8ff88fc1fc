import { Button, Select } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import { actId, day, endpoint, name, open, publicId } from '#base/contract.ts'
import { CallError } from '#base/web/call.ts'
import { ActForm } from '#base/web/kit/ActForm.tsx'
import { Confirm } from '#base/web/kit/Confirm.tsx'
import { DataTable } from '#base/web/kit/DataTable.tsx'
import { DetailList } from '#base/web/kit/DetailList.tsx'
import { Empty } from '#base/web/kit/Empty.tsx'
import { ErrorNote } from '#base/web/kit/ErrorNote.tsx'
import { List } from '#base/web/kit/ListPage.tsx'
import { MaskedValue } from '#base/web/kit/MaskedValue.tsx'
import { Note } from '#base/web/kit/Note.tsx'
import { Page } from '#base/web/kit/Page.tsx'
import { ProgressBar } from '#base/web/kit/ProgressBar.tsx'
import { SearchField } from '#base/web/kit/SearchField.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Tag } from '#base/web/kit/Tag.tsx'
import { Timeline } from '#base/web/kit/Timeline.tsx'
import { TreeList } from '#base/web/kit/TreeList.tsx'
import { Why } from '#base/web/kit/Why.tsx'

const found = endpoint({
  name: 'demo.found', method: 'POST', path: '/demo', summary: '设立组织', guard: open('demo'), refusals: [],
  input: z.object({ act: actId, title: name(40), kind: z.string(), on: day, line: z.string().optional(), note: z.string().optional(), phone: z.string().optional() }),
  output: z.object({ id: publicId }),
})

const people = [
  { id: '1', name: '沈望舒', sex: '女', born: '1984-03-12', branch: '机关第一党支部', state: '正式党员', since: '2008-06-20', post: '书记', fee: '126.00' },
  { id: '2', name: '顾长风', sex: '男', born: '1991-11-02', branch: '机关第一党支部', state: '正式党员', since: '2015-12-01', post: '组织委员', fee: '98.50' },
  { id: '3', name: '欧阳若溪', sex: '女', born: '2001-07-30', branch: '青山中学教工党支部', state: '预备党员', since: '2026-04-18', post: '', fee: '45.00' },
  { id: '4', name: '买买提·依明江', sex: '男', born: '1976-01-09', branch: '青山支行党支部', state: '正式党员', since: '1999-07-01', post: '纪检委员', fee: '210.00' },
  { id: '5', name: '贺兰', sex: '女', born: '1968-05-23', branch: '青山支行党支部', state: '失联', since: '1994-06-30', post: '', fee: '0.00' },
]

const tree = [
  { id: 'a', parent: null, label: '中共青山区委员会', kind: '党委', members: 1986 },
  { id: 'b', parent: 'a', label: '中共向阳街道工作委员会', kind: '党工委', members: 642 },
  { id: 'c', parent: 'b', label: '向阳社区第一党支部', kind: '党支部', members: 31 },
  { id: 'd', parent: 'b', label: '向阳社区第二党支部', kind: '党支部', members: 2 },
  { id: 'e', parent: 'a', label: '中共青山中学支部委员会', kind: '党支部', members: 46 },
  { id: 'f', parent: 'a', label: '中共青山银行支行委员会', kind: '党委', members: 118, branches: true },
]

const rule = {
  sentence: '党支部委员会每届任期三年。本届 2023-12-20 选举产生，任期到 2026-12-19 为止。',
  article: '《中国共产党支部工作条例（试行）》第十九条', grade: 'A', from: '2018-10-28', toBeChecked: true,
}

const refused = new CallError({
  type: 'about:blank', title: '没有办成', status: 409, code: 'demo.refused', reference: '4F7K-20M9',
  detail: '这个支部还有 3 名党员没有转走，请先办理组织关系转接，再撤销支部。',
})

const query = { isPending: false, error: null, hasNextPage: true, isFetchingNextPage: false, fetchNextPage: () => 0, refetch: () => 0 }

function People() {
  const [chosen, setChosen] = useState(new Set(['2']))
  const [text, setText] = useState('')
  return (
    <List
      shown={people.length} total={1986} query={query} exportTo="#"
      filters={<>
        <SearchField label="姓名、拼音或手机尾号" value={text} onChange={setText} />
        <Select aria-label="人员类别" defaultValue="all" style={{ width: '9rem' }} options={[{ value: 'all', label: '全部类别' }, { value: 'full', label: '正式党员' }]} />
      </>}
    >
      <DataTable
        caption="党员" rows={people} rowKey={(row) => row.id} nameOf={(row) => row.name} to={(row) => `/people/${row.id}`}
        ticks={{ chosen, onChange: setChosen }} sort={{ by: 'name', descending: false, onChange: () => {} }}
        columns={[
          { key: 'name', title: '姓名', lead: true, sort: 'name', nowrap: true, render: (row) => <a href="#one">{row.name}</a> },
          { key: 'sex', title: '性别', render: (row) => row.sex },
          { key: 'born', title: '出生日期', nowrap: true, sort: 'born', render: (row) => row.born },
          { key: 'branch', title: '所在支部', wide: true, render: (row) => row.branch },
          { key: 'state', title: '人员类别', nowrap: true, render: (row) => <Tag kind={row.state === '失联' ? 'bad' : row.state === '预备党员' ? 'warn' : 'plain'}>{row.state}</Tag> },
          { key: 'since', title: '入党日期', nowrap: true, render: (row) => row.since },
          { key: 'post', title: '职务', render: (row) => row.post },
          { key: 'fee', title: '月党费（元）', align: 'right', render: (row) => row.fee },
        ]}
      />
    </List>
  )
}

function Tree() {
  const [expanded, setExpanded] = useState(new Set(['a', 'b']))
  const [chosen, setChosen] = useState('d')
  return (
    <Section title="组织树" note="2026-11-23" flush>
      <TreeList
        label="组织树" heading="组织" nodes={tree} expanded={expanded} onExpandedChange={setExpanded} selected={chosen} height="19rem"
        onSelect={(node) => setChosen(node.id)} after={(node) => <Tag>{node.kind}</Tag>}
        columns={[{ title: '党员', width: '6rem', render: (node) => (node.members < 3 ? <Tag kind="warn">{node.members}</Tag> : node.members) }]}
      />
    </Section>
  )
}

function Form() {
  return (
    <Section title="设立组织">
      <ActForm
        endpoint={found} submit="设立" draftKey="demo" onDone={() => {}} onCancel={() => {}} initial={{ line: 'party' }}
        fields={[
          { name: 'line', label: '隶属', kind: 'choice', options: [{ value: 'party', label: '党' }, { value: 'league', label: '团' }, { value: 'union', label: '工会' }] },
          { name: 'title', label: '全称', kind: 'line', help: '写批复上的全称，例如：中共青山中学支部委员会。', maxLength: 40 },
          { name: 'kind', label: '类型', kind: 'select', options: [{ value: 'branch', label: '党支部' }, { value: 'committee', label: '党委' }] },
          { name: 'on', label: '批准日期', kind: 'day', help: '可写成 20120701 或 2012.7.1' },
          { name: 'note', label: '说明', kind: 'text', optional: true },
          { name: 'phone', label: '经办人电话', kind: 'line', optional: true, sensitive: true, help: '不会保存在这台设备上。' },
        ]}
      />
    </Section>
  )
}

const looking = { purposes: [{ value: 'verify', label: '核对证件' }], least: 4, look: async () => '11010119000307002X' }

function Person() {
  return (
    <Section title="基本情况" actions={<Button>更正</Button>}>
      <DetailList
        details={[
          { label: '姓名', value: '沈望舒' }, { label: '性别', value: '女' }, { label: '民族', value: '汉族' },
          { label: '公民身份号码', value: <MaskedValue label="公民身份号码" masked="110101********0029" looking={looking} /> },
          { label: '联系电话', value: <MaskedValue label="联系电话" masked="138****0000" /> },
          { label: '学历', value: '' },
          { label: '任期届满', value: <>2026-12-19 <Why about="任期届满" reason={rule} /></> },
          { label: '家庭住址', value: '青山区向阳街道清河路 8 号院 3 号楼', wide: true },
        ]}
      />
    </Section>
  )
}

function History() {
  return (
    <Section title="经过">
      <Timeline
        happenings={[
          { act: '3', words: '任机关第一党支部书记', doer: '顾长风', post: '机关党委 组织委员', occurredOn: '2026-03-01', recordedAt: '2026-04-13', late: true },
          { act: '2', words: '由预备党员转为正式党员', doer: '林知远', post: '机关第一党支部 书记', occurredOn: '2009-06-20', note: '支部大会表决：应到 21 人，实到 19 人，赞成 19 票。' },
          { act: '1', words: '从花名册导入', doer: '系统', occurredOn: '2008-06-20' },
        ]}
      />
    </Section>
  )
}

export function Sink() {
  const [asking, setAsking] = useState(false)
  return (
    <Page
      title="机关第一党支部" subtitle="中共青山区委机关委员会　党支部　31 名党员" trail={[{ title: '组织', to: '/' }, { title: '中共青山区委员会', to: '/' }]}
      actions={<><Button type="primary">添加党员</Button><Button>打印花名册</Button><Button danger onClick={() => setAsking(true)}>撤销支部</Button></>}
    >
      <Note kind="warn" title="任期将满" action={<Button>准备换届</Button>}>本届委员会任期到 2026-12-19 为止，还有 26 天。</Note>
      <ErrorNote error={refused} title="没有办成" />
      <People />
      <div className="columns">
        <div><Person /><Tree /><Form /></div>
        <div>
          <History />
          <Section title="导入"><ProgressBar words="正在核对第 3 个工作表" done={31_200} total={100_000} onStop={() => {}} /></Section>
          <Section flush><Empty title="还没有会议记录" hint="开过会以后，在这里登记；也可以先排好本月的会议。" action={<Button>登记会议</Button>} /></Section>
        </div>
      </div>
      <Confirm open={asking} title="撤销机关第一党支部？" verb="撤销" danger reason onClose={() => setAsking(false)} onConfirm={() => {}}>
        <p>撤销后不再出现在今天的组织树里，历史保留。</p>
      </Confirm>
    </Page>
  )
}
