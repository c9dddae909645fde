// Writes packages.json: the files of node_modules that the page uses, with their versions and hashes.
// After a change of package.json: npm install --ignore-scripts --omit-lockfile-registry-resolved && node update-packages.mjs
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

/** Import specifier to file; what has no specifier is a classic script. */
const files = [
  ['@codemirror/autocomplete', '@codemirror/autocomplete', 'dist/index.js'],
  ['@codemirror/commands', '@codemirror/commands', 'dist/index.js'],
  ['@codemirror/language', '@codemirror/language', 'dist/index.js'],
  ['@codemirror/legacy-modes/mode/clike', '@codemirror/legacy-modes', 'mode/clike.js'],
  ['@codemirror/lint', '@codemirror/lint', 'dist/index.js'],
  ['@codemirror/state', '@codemirror/state', 'dist/index.js'],
  ['@codemirror/streamparser', '@codemirror/streamparser', 'dist/index.js'],
  ['@codemirror/view', '@codemirror/view', 'dist/index.js'],
  ['@lezer/common', '@lezer/common', 'dist/index.js'],
  ['@lezer/highlight', '@lezer/highlight', 'dist/index.js'],
  ['@marijn/find-cluster-break', '@marijn/find-cluster-break', 'src/index.js'],
  ['crelt', 'crelt', 'index.js'],
  ['style-mod', 'style-mod', 'src/style-mod.js'],
  ['w3c-keyname', 'w3c-keyname', 'index.js'],
  [null, 'plotly.js-basic-dist-min', 'plotly-basic.min.js'],
];

const here = new URL('./node_modules/', import.meta.url);
const list = files.map(([specifier, name, path]) => {
  const bytes = readFileSync(new URL(`${name}/${path}`, here));
  const { version } = JSON.parse(readFileSync(new URL(`${name}/package.json`, here), 'utf8'));
  const integrity = 'sha384-' + createHash('sha384').update(bytes).digest('base64');
  return { specifier, package: name, version, path, integrity, bytes: bytes.length };
});
writeFileSync(new URL('./packages.json', import.meta.url), JSON.stringify({ files: list }, null, 2) + '\n');
console.log(`${list.length} files, ${list.reduce((sum, one) => sum + one.bytes, 0)} bytes`);
