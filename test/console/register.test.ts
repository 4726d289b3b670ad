/**
 * The links of OffeneRegister through the console's import page, while the page is worked with
 * (examples/register/ORIGIN.md). What came of them is held against the command line's import of the same file.
 */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createClient } from '#linkwright/client/index.js';
import type { Fixture } from '#linkwright/fixture/shape.js';
import { openRegister } from '../../scripts/register.mjs';
import { inBrowser, startConsole } from '../support/browser.js';
import { run } from '../support/command.js';
import { temporaryFolder } from '../support/folder.js';
import { choose, held, openImport, statusOf } from '../support/import-page.js';
import { required } from '../support/required.js';
import { consoleStore } from '../support/stores.js';

const register = openRegister();
/** Who has which role in which company. */
interface Post {
  company: string;
  contact: string;
  role: string;
}

const posts: Post[] = register.rows('links').map((row) => ({
  company: required(row.company_number),
  contact: required(row.contact_key),
  role: required(row.role),
}));
const rows = posts.length;

const fixture: Fixture = {
  account: 'Register',
  client: 'Main',
  linkIdentity: 'relationship',
  domains: [{ Name: 'Custom.Company', Label: 'Company', Fields: [{ Name: 'CompanyNumber', Type: 'Text' }] }],
  users: [{ user: 'ada', administrator: true }],
};

const number = (count: number) => count.toLocaleString('en');

inBrowser(`the register in the console (${register.words})`, consoleStore('postgres'), (store) => {
  const folder = temporaryFolder();
  const file = register.write(folder).links;

  test('all rows arrive, and the page answers meanwhile', { timeout: 400_000 }, async () => {
    const distinct = (key: (post: Post) => string) => [...new Set(posts.map(key))];

    const server = await startConsole(store, [fixture]);
    const token = await server.token('ada');
    const client = createClient({ server: server.address, token });
    const fill = async (domain: string, field: string, values: string[]) => {
      const entries = values.map((value) => ({ [field]: value }));
      for await (const answer of client.records(domain).upsertMany(entries, { matchFields: [field] }))
        expect(answer.IsSuccessful).toBe(true);
    };
    await fill(
      'Custom.Company',
      'CompanyNumber',
      distinct((post) => post.company),
    );
    await fill(
      'Contact',
      'ContactNumber',
      distinct((post) => post.contact),
    );

    const page = await openImport(server, { token });
    page.setDefaultTimeout(60_000);
    await page.getByRole('combobox', { name: 'Parent domain' }).click();
    await page.getByRole('option', { name: 'Company' }).click();
    await choose(page, file);
    await page.getByRole('checkbox', { name: 'Add relationships that the client lacks' }).check();
    // Held in the middle, however few rows there are and however quickly they go.
    const calls = await held(page, 4);
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await calls.reached();
    await page.getByText(/rows\/s, \d+ s left/).waitFor();

    // While it runs: another page and back, the palette, and a pause.
    await page.getByRole('link', { name: 'Overview' }).click();
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Search and commands' }).fill('import');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Cancel' }).click();
    calls.release();
    await statusOf(page, 'Stopped. What was read is settled; it can go on from there.');
    const read = Number((await page.getByRole('definition').first().innerText()).replaceAll(',', ''));
    expect(read).toBeGreaterThan(0);
    expect(read).toBeLessThan(rows);
    await page.getByRole('button', { name: `Go on after ${number(read)} rows` }).click();
    await statusOf(page, `Done: ${number(rows)} rows, none rejected.`, 200_000);

    // One link for a company, an officer and a role, and each row has a role.
    const links = distinct((post) => JSON.stringify([post.company, post.contact, post.role]));
    const counts = await page.getByRole('definition').allInnerTexts();
    expect(counts).toEqual([rows, links.length, rows - links.length, 0].map(number));
    const byRole = await client.links.countByRelationship({ parentDomain: 'Custom.Company' });
    const expected: Record<string, number> = {};
    for (const link of links) {
      const [, , role] = JSON.parse(link);
      expected[role] = (expected[role] ?? 0) + 1;
    }
    expect(Object.fromEntries(byRole.map(({ ContactType, Count }) => [ContactType, Count]))).toEqual(
      expected,
    );

    // The command line finds every one of them there.
    const given = (option: string, pairs: Record<string, string>) =>
      Object.entries(pairs).flatMap((pair) => [option, pair.join('=')]);
    const outcome = await run(
      [
        ...['import', 'links', file, '--json', '--rejects', join(folder, 'links.rejects.csv')],
        ...given('--map', {
          company_number: 'ParentRecordKey',
          contact_key: 'ChildRecordKey',
          role: 'Relationship',
        }),
        ...given('--set', {
          ParentDomain: 'Custom.Company',
          ParentRecordMatchField: 'CompanyNumber',
          ChildDomain: 'Contact',
          ChildRecordMatchField: 'ContactNumber',
        }),
      ],
      { env: { LINKWRIGHT_SERVER: server.address, LINKWRIGHT_TOKEN: token } },
    );
    expect(outcome.stderr).not.toContain('linkwright:');
    const said = { read: rows, inserted: 0, updated: rows, rejected: 0, overwritten: 0 };
    expect(JSON.parse(outcome.stdout)).toEqual(said);
  });
});
