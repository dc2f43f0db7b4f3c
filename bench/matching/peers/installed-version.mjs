import { readFileSync } from 'node:fs';

/** The version of an npm package as it stands in node_modules. */
export function installedVersion(name) {
  const file = new URL(`../../../node_modules/${name}/package.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')).version;
}
