const { readFileSync, existsSync } = require('node:fs');
const { dirname, join, relative } = require('node:path');
const { createRequire } = require('node:module');
const vm = require('node:vm');
const { transformSync } = require('@swc/core');

const ROOT = join(__dirname, '../..');
const SETTINGS = JSON.parse(readFileSync(join(ROOT, '.swcrc'), 'utf8'));
const { exclude, $schema, ...OPTIONS } = SETTINGS;

/**
 * The TypeScript of the repository as modules in memory. Compiled once and kept; `fresh` forgets the instances, so that
 * a changed file takes effect everywhere. Packages are loaded once for all.
 */
class Program {
  constructor() {
    this.scripts = new Map();
    this.instances = new Map();
    this.changed = new Map();
    this.imports = new Map();
  }

  /** Takes the text instead of the file until the next change or `restore`. @throws when it is no program any more */
  change(file, text) {
    this.restore();
    this.changed.set(file, this.compile(file, text));
  }

  /** Takes the text instead of the file, beside other changes. */
  replace(file, text) {
    this.changed.set(file, this.compile(file, text));
  }

  restore() {
    this.changed.clear();
    this.fresh();
  }

  fresh() {
    this.instances.clear();
  }

  require(file) {
    const known = this.instances.get(file);
    if (known) return known.exports;
    const module = { exports: {} };
    this.instances.set(file, module);
    const run = (this.changed.get(file) ?? this.scriptOf(file)).runInThisContext();
    run.call(module.exports, module.exports, (name) => this.resolve(file, name), module, file, dirname(file));
    return module.exports;
  }

  resolve(from, name) {
    const file = name.startsWith('.') ? pathOf(dirname(from), name) : null;
    return file ? this.require(file) : createRequire(from)(name);
  }

  scriptOf(file) {
    let script = this.scripts.get(file);
    if (!script) {
      script = this.compile(file, readFileSync(file, 'utf8'));
      this.scripts.set(file, script);
    }
    return script;
  }

  compile(file, text) {
    const { code } = transformSync(text, { ...OPTIONS, swcrc: false, filename: file, sourceMaps: false });
    return new vm.Script(`(function (exports, require, module, __filename, __dirname) {${code}\n})`, {
      filename: file,
    });
  }

  /** Every file of the repository that a file needs, itself included. */
  closureOf(file, seen = new Set()) {
    if (seen.has(file)) return seen;
    seen.add(file);
    for (const needed of this.importsOf(file)) this.closureOf(needed, seen);
    return seen;
  }

  importsOf(file) {
    let needed = this.imports.get(file);
    if (!needed) {
      const names = readFileSync(file, 'utf8').matchAll(
        /^(?:import|export)\s(?!type\s)[^;]*?from '(\.[^']*)'/gms,
      );
      needed = [...names].map(([, name]) => pathOf(dirname(file), name)).filter(Boolean);
      this.imports.set(file, needed);
    }
    return needed;
  }
}

function pathOf(directory, name) {
  const path = join(directory, name);
  return (
    [`${path}.ts`, join(path, 'index.ts'), path].find((file) => file.endsWith('.ts') && existsSync(file)) ??
    null
  );
}

exports.Program = Program;
exports.ROOT = ROOT;
exports.shortOf = (file) => relative(ROOT, file);
