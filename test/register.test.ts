/** The part of the register that stands in the repository (examples/register/ORIGIN.md). */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { partFolder, registerFiles, registerIn, registerPart, wholeFolder } from '../scripts/register.mjs';
import { figuresOf, figuresText } from '../scripts/register-figures.mjs';
import { oddities } from '../scripts/register-oddities.mjs';
import { partOf } from '../scripts/register-part.mjs';
import { required } from './support/required.js';

const part = registerPart();
const whole = wholeFolder();

describe('the part of the register', () => {
  const [companies = [], officers = [], posts = []] = registerFiles.map(part.rows);

  test('has whole companies: each with its posts, each post with its officer, and nobody beside', () => {
    const numbers = companies.map(({ company_number }) => company_number);
    const keys = officers.map(({ contact_key }) => contact_key);
    expect([...new Set(posts.map(({ company_number }) => company_number))].sort()).toEqual(numbers.sort());
    expect([...new Set(posts.map(({ contact_key }) => contact_key))].sort()).toEqual(keys.sort());
  });

  test.each(Object.entries(oddities))('has %s', (_, find) => {
    expect(find({ companies, officers, posts })).not.toEqual([]);
  });

  test('is as its ORIGIN says', () => {
    const origin = readFileSync(join(partFolder, 'ORIGIN.md'), 'utf8');
    expect(origin).toContain(`\n\`\`\`\n${figuresText(figuresOf(part))}\`\`\`\n`);
  });

  test.runIf(whole)('is what its script makes of the whole', () => {
    const made = partOf(registerIn(required(whole)));
    for (const name of registerFiles) expect(made[name] === part.read(name).toString(), name).toBe(true);
  });
});
