/**
 * The walls of the house, checked in CI: an import only goes down.
 * roof: main, app.module · training · settlement compliance market-data · order-matching registry families
 * · ledger identity right-family · platform kernel
 */
const floors = [
  ['main', 'app\\.module', 'program', 'command-line'],
  ['training'],
  ['settlement', 'compliance', 'market-data'],
  ['order-matching', 'registry', 'water-rights', 'emission-permits', 'carbon-credits'],
  ['ledger', 'identity', 'right-family'],
  ['platform', 'kernel'],
];
const path = (names) => `^src/(${names.join('|')})(/|\\.ts$)`;

const onlyDown = floors.flatMap((names, floor) => {
  const above = floors.slice(0, floor).flat();
  const rules = [];
  if (above.length > 0)
    rules.push({
      name: `no-import-up-from-floor-${floor}`,
      severity: 'error',
      from: { path: path(names) },
      to: { path: path(above) },
    });
  // platform may use the kernel; no other floor lets its modules see each other
  if (floor > 0)
    for (const name of names.filter((n) => n !== 'platform'))
      rules.push({
        name: `no-sideways-import-from-${name}`,
        severity: 'error',
        from: { path: path([name]) },
        to: { path: path(names.filter((n) => n !== name && n !== 'kernel').concat('\u0000')) },
      });
  return rules;
});

const modules = floors
  .slice(1)
  .flat()
  .filter((name) => name !== 'kernel');

module.exports = {
  forbidden: [
    ...onlyDown,
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    ...modules.map((name) => ({
      name: `only-the-contract-of-${name}`,
      comment: 'Between modules only through index.ts.',
      severity: 'error',
      from: { path: '^(src|web)/', pathNot: `^src/${name}/` },
      to: { path: `^src/${name}/`, pathNot: `^src/${name}/(index\\.ts|core/index\\.ts)$` },
    })),
    {
      name: 'core-is-pure',
      comment: 'Nothing under core/ or kernel/ knows Nest, SQL, queues or node I/O.',
      severity: 'error',
      from: {
        path: '^src/(kernel/|[^/]+/core/|right-family/)',
        pathNot: '(\\.spec|\\.module|\\.directory)\\.ts$',
      },
      to: {
        path: 'node_modules/(@nestjs|typeorm|bullmq|ioredis|pg|pino|ws)/|^node:(?!assert)',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'core-imports-core-only',
      severity: 'error',
      from: { path: '^src/([^/]+)/core/' },
      to: { path: '^src/', pathNot: '^src/(kernel/|right-family/|[^/]+/core/)' },
    },
    {
      name: 'nothing-imports-an-edge',
      severity: 'error',
      from: { path: '^src/.+\\.(service|entity|repository)\\.ts$' },
      to: { path: '\\.(controller|gateway|processor|dto)\\.ts$' },
    },
    {
      name: 'persistence-stays-in-its-module',
      severity: 'error',
      from: { path: '^src/([^/]+)/' },
      to: { path: '/persistence/', pathNot: '^src/$1/persistence/' },
    },
    {
      name: 'edges-do-not-touch-persistence',
      severity: 'error',
      from: { path: '\\.(controller|gateway|processor|dto)\\.ts$' },
      to: { path: '/persistence/' },
    },
    {
      name: 'migrations-import-nothing-of-ours',
      severity: 'error',
      from: { path: '^migrations/' },
      to: { path: '^src/' },
    },
    { name: 'web-talks-http-only', severity: 'error', from: { path: '^web/' }, to: { path: '^src/' } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, pathNot: '(\\.d|\\.config|\\.spec|\\.e2e-spec|setup|teardown)\\.m?ts$' },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
