// The law of the floors (docs/decisions): import only from a smaller digit, only through a door.
// It reads .ts only through the JS API of TypeScript 6 (package.json gives it the name `typescript`);
// test/boundaries.test.ts proves that it does, and that a planted import is refused.

const floors = ['1', '2', '3', '4', '5', '6', '7', '8', '9']
const test = '\\.test\\.tsx?$'
const room = '^src/modules/([^/]+)/'
const kernel = '^src/kernel/([^/]+)/'
const moduleDoors = '^src/modules/[^/]+/((contract|actions|words|kinds|posts|unit-kinds|kind-of-name|events)(/|\\.tsx?$)|web/parts/)'
const kernelInside = '^src/kernel/[^/]+/(store|routes|schema|embedded)(/|\\.tsx?$)'

/** Within one storey: floor n sees the floors below n, itself, and the ground (the ledger needs the database). */
const floorsOf = (storey, ground = 'none') =>
  floors.map((floor) => ({
    name: `floors-of-${storey}`,
    comment: `src/${storey}/${floor}-… may import from smaller digits only`,
    severity: 'error',
    from: { path: `^src/${storey}/(${floor}-[^/]+)/` },
    to: { path: `^src/${storey}/[${floor}-9]-`, pathNot: `^src/${storey}/($1|${ground})/` },
  }))

const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

module.exports = {
  forbidden: [
    forbid('base-knows-nothing', 'base has no business meaning and imports nothing of ours',
      { path: '^src/base/' }, { path: '^src/', pathNot: '^src/base/' }),
    forbid('kernel-knows-no-module', 'modules push down into the kernel, or the roof composes them',
      { path: '^src/kernel/' }, { path: '^src/(modules|app)/' }),
    forbid('module-knows-no-roof', 'the roof knows the modules, never the other way round',
      { path: '^src/modules/', pathNot: test }, { path: '^src/app/' }),
    ...floorsOf('kernel', '1-database'),
    forbid('database-stands-alone', 'every room of the kernel stands on the database, so it may lean on none',
      { path: '^src/kernel/1-database/' }, { path: '^src/kernel/[^/]+/', pathNot: '^src/kernel/1-database/' }),
    ...floorsOf('modules'),

    forbid('module-through-its-door', 'another module is entered by contract, actions, words, kinds or web/parts',
      { path: room, pathNot: test },
      { path: room, pathNot: ['^src/modules/$1/', moduleDoors] }),
    forbid('kernel-through-its-door', 'stores, routes, tables and the starter of a kernel room are its own affair',
      { path: '^src/modules/', pathNot: test },
      { path: kernelInside }),
    forbid('kernel-room-through-its-door', 'stores, routes, tables and the starter of a kernel room are its own affair',
      { path: kernel, pathNot: test },
      { path: kernelInside, pathNot: '^src/kernel/$1/' }),
    forbid('roof-through-the-door', 'the roof composes modules; it does not decide for them or read their tables',
      { path: '^src/app/', pathNot: test }, { path: '^src/modules/[^/]+/(rules|store)(/|\\.tsx?$)' }),

    forbid('rules-are-pure', 'a rule knows no SQL, clock, network or screen',
      { path: '^src/modules/[^/]+/rules(/|\\.ts$)', pathNot: test },
      { path: ['^src/.*/(store|actions|routes|jobs|exchange|samples)(/|\\.ts$)', '/web/', '^src/kernel/1-database/'] }),
    forbid('rules-run-anywhere', 'rules run in the browser too: no Node, no database, no server',
      { path: '^src/modules/[^/]+/rules(/|\\.ts$)', pathNot: test },
      { dependencyTypes: ['core'] }),
    forbid('store-is-sql-only', 'a store neither decides nor answers requests',
      { path: '/store(/|\\.ts$)', pathNot: test },
      { path: '/(actions|routes|rules)(/|\\.tsx?$)|/web/' }),
    forbid('server-draws-nothing', 'nothing outside web imports a screen',
      { path: '^src/', pathNot: [test, '/web/', '\\.tsx$'] }, { path: '/web/.*\\.tsx$' }),
    forbid('screen-calls-the-contract', 'what runs in the browser holds no server code',
      { path: '/web/', pathNot: test },
      { path: ['/(store|actions|routes|jobs)(/|\\.ts$)', '^src/kernel/1-', 'node_modules/(pg|kysely|fastify|pino)/'],
        pathNot: '/web/', dependencyTypesNot: ['type-only'] }),

    forbid('shipped-needs-no-test-tools', 'npm start installs without devDependencies',
      { path: '^src/', pathNot: test },
      { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] }),
    forbid('src-stands-alone', 'the product imports nothing from its tests and tools',
      { path: '^src/', pathNot: test }, { path: '^(test|e2e|bench|tools|bin)/' }),
    forbid('no-circles', 'two files that need each other are one file, or one too many',
      {}, { circular: true }),
    forbid('found', 'an import that leads nowhere', { path: '^src/' }, { couldNotResolve: true }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(data|dist|reports)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
}
