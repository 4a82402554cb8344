// Fast tiers first; each tier is a project so that it can run alone: `npx jest --selectProjects unit`.
const swc = [
  '@swc/jest',
  {
    swcrc: false,
    isModule: 'unknown',
    sourceMaps: 'inline',
    module: { type: 'commonjs' },
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true },
      keepClassNames: true,
    },
  },
];
// Stacks of tests begin nothing by themselves; those that look at it say so.
process.env.YEARLY_RUNS ??= 'false';
const base = {
  rootDir: __dirname,
  testEnvironment: 'node',
  moduleNameMapper: {
    '^@libs/(.*)$': '<rootDir>/libs/$1',
    '^@workflows/(.*)$': '<rootDir>/workflows/$1',
    '^@activities/(.*)$': '<rootDir>/activities/$1',
    '^@test/(.*)$': '<rootDir>/test/$1',
  },
  transform: { '\\.(t|m?j)s$': swc },
  // These publish ES modules only; jest runs CommonJS.
  transformIgnorePatterns: [
    '/node_modules/(?!(@nestjs|cookie|file-type|strtok3|token-types|uint8array-extras|@tokenizer|@borewit|@lukeed|uuid|@noble|canonicalize|jose|content-disposition|openid-client|oauth4webapi)/)',
  ],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.qingdun/'],
};
const project = (name, testMatch, extra = {}) => ({ ...base, displayName: name, testMatch, ...extra });

/** The servers that the test files of a project share: started before the first, stopped after the last. */
const servers = (which) => ({
  globalSetup: `<rootDir>/test/support/stack/setup-${which}.ts`,
  globalTeardown: '<rootDir>/test/support/stack/teardown.ts',
});

module.exports = {
  // Jest heeds this only here, not inside a project. Tests of whole stacks set their own.
  testTimeout: 60_000,
  projects: [
    project('unit', ['<rootDir>/{apps,workflows,activities,libs}/**/*.spec.ts', '<rootDir>/test/{architecture,unit}/**/*.spec.ts']),
    project('integration', ['<rootDir>/test/{integration,support}/**/*.spec.ts'], servers('postgres')),
    project('workflow', ['<rootDir>/test/{workflow,replay}/**/*.spec.ts'], servers('engine')),
    project('time-skipping', ['<rootDir>/test/time-skipping/**/*.spec.ts']),
    project('directory', ['<rootDir>/test/directory/**/*.spec.ts'], servers('postgres')),
    project('e2e', ['<rootDir>/test/e2e/**/*.spec.ts'], servers('engine')),
  ],
};
