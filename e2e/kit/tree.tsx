import { useState } from 'react'
import { Page } from '#base/web/kit/Page.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { TreeList } from '#base/web/kit/TreeList.tsx'
import { Tag } from '#base/web/kit/Tag.tsx'

const towns = ['向阳', '清河', '东风', '石桥', '临江', '新华', '和平', '建设', '红旗', '胜利']

/** 20,000 organisations: one district, 100 committees, 199 branches in each */
const nodes = [{ id: 'root', parent: null as string | null, label: '中共青山区委员会', members: 20_000, posts: 9 }]
for (let i = 0; i < 100; i += 1) {
  nodes.push({ id: `c${i}`, parent: 'root', label: `中共${towns[i % 10]}街道第${i + 1}工作委员会`, members: 199, posts: 7 })
  for (let j = 0; j < 199; j += 1) {
    nodes.push({ id: `b${i}-${j}`, parent: `c${i}`, label: `${towns[j % 10]}社区第${j + 1}党支部`, members: 12 + (j % 30), posts: 3 })
  }
}
const everything = new Set(nodes.map((node) => node.id))

export function BigTree() {
  const [expanded, setExpanded] = useState<Set<string>>(() => new Set(everything))
  const [chosen, setChosen] = useState('c1')
  return (
    <Page title="两万个组织" subtitle="全部展开">
      <Section flush>
        <TreeList
          label="组织树" heading="组织" nodes={nodes} expanded={expanded} onExpandedChange={setExpanded} selected={chosen}
          onSelect={(node) => setChosen(node.id)} after={(node) => node.id.startsWith('c') && <Tag>党工委</Tag>}
          columns={[{ title: '党员', width: '6rem', render: (node) => node.members }, { title: '任职', width: '5rem', render: (node) => node.posts }]}
        />
      </Section>
    </Page>
  )
}
