const transform = {
  '^.+\\.ts$': [
    '@swc/jest',
    {
      ...JSON.parse(require('node:fs').readFileSync(`${__dirname}/.swcrc`, 'utf8')),
      exclude: [],
      swcrc: false,
    },
  ],
  '^.+\\.m?js$': [
    '@swc/jest',
    {
      swcrc: false,
      module: { type: 'commonjs' },
      jsc: { parser: { syntax: 'ecmascript' }, target: 'es2023' },
    },
  ],
};
const shared = {
  testEnvironment: 'node',
  // Jest would otherwise warn of TypeORM's global registry, which it soft-deletes while the last connections close.
  testEnvironmentOptions: { globalsCleanup: 'off' },
  transform,
  // Nest 12 ships ES modules only; Jest on Node 20 cannot require those, so they are transformed (see docs/adr).
  transformIgnorePatterns: ['/node_modules/(?!(@nestjs)/)'],
};

/** `unit`: pure, no server. `e2e`: a real PostgreSQL, started once for the run, one database per test file. */
module.exports = {
  testTimeout: 30_000,
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: [
        '<rootDir>/src/**/*.spec.ts',
        '<rootDir>/test/property/**/*.spec.ts',
        '<rootDir>/test/command-line/**/*.spec.ts',
        '<rootDir>/test/bench/**/*.spec.ts',
        '<rootDir>/web/src/**/*.spec.ts',
      ],
    },
    {
      ...shared,
      displayName: 'e2e',
      testMatch: ['<rootDir>/src/**/*.e2e-spec.ts', '<rootDir>/test/**/*.e2e-spec.ts'],
      globalSetup: '<rootDir>/test/support/global-setup.ts',
      globalTeardown: '<rootDir>/test/support/global-teardown.ts',
    },
  ],
};
