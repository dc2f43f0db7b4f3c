const vm = require('node:vm');

// Jest brings `expect` along; it is the same one that runs the specs otherwise.
const { expect } = require(require.resolve('expect', { paths: [require.resolve('jest')] }));

const RUN_ONE = new vm.Script('globalThis.__runTest()');

/** What a spec file declares: the parts of Jest that specs of a pure core use. */
class Suite {
  constructor() {
    this.tests = [];
    this.path = [];
  }

  globals() {
    const describe = (name, declare) => {
      this.path.push(String(name));
      declare();
      this.path.pop();
    };
    describe.each = (rows) => (name, declare) => {
      for (const row of rows) describe(name, () => declare(...listOf(row)));
    };
    const it = (name, run) => void this.tests.push({ name: [...this.path, name].join(' › '), run });
    it.each = (rows) => (name, run) => {
      for (const row of rows) it(name, () => run(...listOf(row)));
    };
    return { describe, it, test: it, expect };
  }
}

const listOf = (row) => (Array.isArray(row) ? row : [row]);

/** Loads a spec file. @returns its tests */
exports.testsOf = (program, file) => {
  const suite = new Suite();
  Object.assign(globalThis, suite.globals());
  program.require(file);
  return suite.tests;
};

/** Runs something; an endless loop ends after the time limit. @throws what it throws */
exports.runWithin = async (timeoutMs, run) => {
  let answer;
  globalThis.__runTest = () => {
    answer = run();
  };
  RUN_ONE.runInThisContext({ timeout: Math.ceil(timeoutMs) });
  return answer;
};
