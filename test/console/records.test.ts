/** Records in the console: searched and paged, made, changed and deleted. */
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import {
  accessibilityFaults,
  inBrowser,
  openWindow,
  phone,
  sideways,
  startConsole,
  type WindowOptions,
} from '../support/browser.js';
import { claimsFixture } from '../support/records-console.js';
import type { TestServer } from '../support/server.js';
import { consoleStore } from '../support/stores.js';

const claims = Array.from({ length: 60 }, (_, at) => ({
  id: 6_000 + at,
  ClaimNumber: `CLM-2027-${String(at).padStart(4, '0')}`,
  Description: at % 2 === 0 ? 'Hail on a roof' : 'Theft',
  Status: at % 3 === 0 ? 'Closed' : 'Open',
  Amount: 1_000 - at,
}));

const fixture = {
  ...claimsFixture,
  records: {
    ...claimsFixture.records,
    Claim: [...claimsFixture.records.Claim, ...claims],
    'Custom.Vessel': [{ id: 1, Name: 'Aurora', Tonnage: '12345678901234567890.5', Owner: 2003 }],
  },
};

inBrowser('records in the console', consoleStore('postgres'), (store) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startConsole(store, [fixture]);
  });
  const open = async (path: string, user = 'ada', options: WindowOptions = {}) =>
    openWindow(server, { token: await server.token(user), path, ...options });
  const table = (page: Page) => page.getByRole('table', { name: 'Claim records' });
  const names = async (page: Page) => {
    await table(page).getByRole('link').first().waitFor();
    return table(page)
      .getByRole('rowheader')
      .or(table(page).locator('tbody tr td:first-child'))
      .allInnerTexts();
  };

  test('are searched, sorted and filtered, as the address says', async () => {
    const page = await open('/records/Claim');
    await page.getByText('50 rows').waitFor();
    await page.getByRole('button', { name: 'Show more' }).click();
    await page.getByText('62 rows').waitFor();

    await page.getByRole('searchbox', { name: 'Search' }).fill('hai ro');
    await page.getByText('30 rows').waitFor();
    await page.getByRole('button', { name: 'Amount' }).click();
    await page
      .getByRole('columnheader', { name: 'Amount' })
      .and(page.locator('[aria-sort=ascending]'))
      .waitFor();
    await expect.poll(async () => (await names(page))[0]).toBe('CLM-2027-0058');
    await page.getByRole('button', { name: 'Amount' }).click();
    await expect.poll(async () => (await names(page))[0]).toBe('CLM-2027-0000');

    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await page.getByRole('combobox', { name: 'Field' }).fill('Stat');
    await page.getByRole('option', { name: 'Status' }).click();
    await page.getByRole('textbox', { name: 'Value' }).fill('Closed');
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.getByText('10 rows').waitFor();
    expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({
      search: 'hai ro',
      sort: '-Amount',
      Status: 'Closed',
    });

    await page.reload();
    await page.getByText('10 rows').waitFor();
    await expect.poll(() => page.getByRole('searchbox', { name: 'Search' }).inputValue()).toBe('hai ro');
    await page.getByRole('button', { name: 'Remove the filter by Status' }).click();
    await page.getByText('30 rows').waitFor();

    await page.getByRole('searchbox', { name: 'Search' }).fill('nothing like it');
    await page.getByText('No record fits').waitFor();
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.getByText('50 rows').waitFor();
    await expect.poll(() => page.getByRole('searchbox', { name: 'Search' }).inputValue()).toBe('');
    await page.getByRole('searchbox', { name: 'Search' }).fill('5002');
    await expect.poll(() => names(page)).toContain('CLM-2026-0002');
  });

  test('are not searched for what has no word: the field says so, and the list stays', async () => {
    const page = await open('/records/Claim?search=%E2%80%A6&Status=Closed');
    const search = page.getByRole('searchbox', { name: 'Search' });
    const fault = page.getByText('Not searched: it takes a letter or a digit.');
    await fault.waitFor();
    expect(await search.getAttribute('aria-invalid')).toBe('true');
    await page.getByText('20 rows').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await search.fill('a b c d e f g h i j k');
    await page.getByText('Not searched: it takes no more than 10 words.').waitFor();
    await search.fill('--hail');
    await page.getByText('10 rows').waitFor();
    expect(await fault.count()).toBe(0);
  });

  test('are shown by the columns that somebody chooses, with the names of what they refer to', async () => {
    const page = await open('/records/Claim?ClaimNumber=CLM-2026-0001');
    await table(page).getByRole('link', { name: 'POL-2026-001' }).waitFor();
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('checkbox', { name: 'Policy' }).click();
    await page.keyboard.press('Escape');
    await expect.poll(() => table(page).getByRole('link', { name: 'POL-2026-001' }).count()).toBe(0);
    await table(page).getByRole('link', { name: 'CLM-2026-0001' }).click();
    await page.getByRole('heading', { level: 1, name: 'CLM-2026-0001' }).waitFor();
    await page.getByRole('link', { name: 'POL-2026-001' }).click();
    await page.getByRole('heading', { level: 1, name: 'POL-2026-001' }).waitFor();
  });

  test('of another domain are a choice away', async () => {
    const page = await open('/records/Claim?search=hail');
    await page.getByRole('combobox', { name: 'Domain' }).fill('Vess');
    await page.getByRole('option', { name: 'Vessel' }).click();
    await page.getByRole('heading', { level: 1, name: 'Records: Vessel' }).waitFor();
    await page.getByRole('link', { name: 'Aurora' }).waitFor();
    expect(new URL(page.url()).search).toBe('');
  });

  test('are made in a form of the fields of their domain, with what the server has against one beside it', async () => {
    const page = await open('/records/Custom.Vessel');
    await page.getByRole('link', { name: 'New Vessel' }).first().click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Bella');
    await page.getByRole('textbox', { name: 'Tonnage' }).fill('heavy');
    await page.getByLabel('Built').fill('1998-04-30');
    await page.getByLabel('Last seen').fill('2026-11-20T08:15:30');
    await page.getByRole('combobox', { name: 'Insured' }).click();
    await page.getByRole('option', { name: 'No', exact: true }).click();
    await page.getByRole('combobox', { name: 'Kind' }).click();
    await page.getByRole('option', { name: 'Ferry' }).click();
    await page.getByRole('combobox', { name: 'Owner' }).fill('jens');
    await page.getByRole('option', { name: 'Maria Jensen' }).click();
    await page.getByRole('button', { name: 'Create' }).click();

    const tonnage = page.getByRole('textbox', { name: 'Tonnage' });
    await page.getByText('Tonnage must be a number', { exact: false }).waitFor();
    await expect.poll(() => tonnage.evaluate((input) => input === document.activeElement)).toBe(true);
    expect(await accessibilityFaults(page)).toEqual([]);
    await tonnage.fill('98765432109876543210.25');
    await page.getByRole('button', { name: 'Create' }).dblclick();

    await page.getByRole('heading', { level: 1, name: 'Bella' }).waitFor();
    await page.getByText('98,765,432,109,876,543,210.25').waitFor();
    await page.getByText('Apr 30, 1998').waitFor();
    const id = Number(new URL(page.url()).pathname.split('/').at(-1));
    const vessels = await server.call('GET', '/api/Custom.Vessel/Query', {
      token: await server.token('ada'),
    });
    expect(vessels.body.filter(({ Name }) => Name === 'Bella')).toHaveLength(1);
    const { body } = await server.call('GET', `/api/Custom.Vessel/${id}`, {
      token: await server.token('ada'),
    });
    const here = await page.evaluate(() => new Date('2026-11-20T08:15:30').toISOString());
    expect(body).toMatchObject({ LastSeen: here, Insured: false, Kind: 'Ferry', Owner: 2001 });
  });

  test('are changed in those fields alone that somebody changes, and changed back', async () => {
    const page = await open('/records/Custom.Vessel/1');
    await page.getByRole('link', { name: 'Edit' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Aurora II');
    const token = await server.token('ada');
    await server.call('PUT', '/api/Custom.Vessel/1', { token, body: { Kind: 'Tanker' } });
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('You have changed other fields', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { level: 1, name: 'Aurora II' }).waitFor();
    const read = async () => (await server.call('GET', '/api/Custom.Vessel/1', { token })).body;
    expect(await read()).toMatchObject({
      Name: 'Aurora II',
      Kind: 'Tanker',
      Tonnage: '12345678901234567890.5',
    });
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('heading', { level: 1, name: 'Aurora', exact: true }).waitFor();
    expect(await read()).toMatchObject({ Name: 'Aurora', Kind: 'Tanker' });
  });

  test('are left with a question where what was typed would be lost', async () => {
    const page = await open('/records/Claim/6003');
    await page.getByRole('link', { name: 'Edit' }).click();
    const status = page.getByRole('textbox', { name: 'Status' });
    const asked = page.getByRole('dialog', { name: 'Leave without saving?' });
    await status.fill('Lost');
    await page.goBack();
    expect(await accessibilityFaults(page)).toEqual([]);
    await asked.getByRole('button', { name: 'Stay here' }).click();
    expect(await status.inputValue()).toBe('Lost');
    await page.getByRole('link', { name: 'Overview' }).click();
    await asked.getByRole('button', { name: 'Leave' }).click();
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();

    await page.goBack();
    await status.fill('Kept');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('CLM-2027-0003 is saved.').waitFor();
    await page.getByRole('heading', { level: 1, name: 'CLM-2027-0003' }).waitFor();
    expect(await asked.count()).toBe(0);
  });

  test('are deleted after it is said how many links go too, unless others refer to them', async () => {
    const page = await open('/records/Claim/5002');
    await page.getByRole('heading', { level: 1, name: 'CLM-2026-0002' }).waitFor();
    await page.getByRole('button', { name: 'Delete' }).click();
    const dialog = page.getByRole('dialog', { name: 'Delete CLM-2026-0002?' });
    await dialog.getByText('1 link goes with it', { exact: false }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('heading', { level: 1, name: 'Records: Claim' }).waitFor();
    await page.getByText('CLM-2026-0002 is deleted.').waitFor();

    await page.goto(`${server.address}/records/Claim/5002`);
    await page.getByText('This record is not there any more', { exact: false }).waitFor();
    const history = page.getByRole('list', { name: 'History', exact: true });
    await history.getByText('Tom Okafor removed, was Claimant').waitFor();
    await history.getByText('The record was deleted').waitFor();

    await page.goto(`${server.address}/records/Policy/67890`);
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('alert').getByText('Other records refer to the record', { exact: false }).waitFor();
  });

  test('offer to those who may only view nothing that would be refused', async () => {
    const page = await open('/records/Claim', 'vera');
    await page.getByText('50 rows').waitFor();
    await expect.poll(() => page.getByRole('link', { name: 'New Claim' }).count()).toBe(0);
    await page.goto(`${server.address}/records/Claim/5001`);
    await page.getByRole('link', { name: 'Graph' }).waitFor();
    for (const name of ['Edit', 'Delete']) {
      await expect
        .poll(() => page.getByRole('link', { name }).or(page.getByRole('button', { name })).count())
        .toBe(0);
    }
    for (const path of ['/records/Claim/5001/edit', '/records/Claim/new']) {
      await page.goto(server.address + path);
      await page.getByText('You may not open this page').waitFor();
    }
  });

  test('of domains that may not be viewed, or are not there, say so', async () => {
    const page = await open('/records/Policy', 'clara');
    await page.getByText('There is no such domain').first().waitFor();
    await page.goto(`${server.address}/records/Nothing/1`);
    await page.getByText('There is no such domain').first().waitFor();
    for (const path of ['Claim/one', 'Claim/0', 'Claim/9007199254740993', 'Claim/one/edit']) {
      await page.goto(`${server.address}/records/${path}`);
      await page.getByText('There is no such page').first().waitFor();
    }
  });

  test('are accessible, by axe', async () => {
    const page = await open('/records/Claim?Status=Open&search=water');
    await page.getByText('1 row').waitFor();
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await page.getByRole('combobox', { name: 'Field' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  test('never make a page wider than its window, however they are called', async () => {
    const page = await open('/records/Contact', 'ada', { viewport: { width: 320, height: 640 } });
    const token = await server.token('ada');
    const body = { ContactNumber: 'C-LONG', Name: 'W'.repeat(300) };
    const { RecordID } = (await server.call('POST', '/api/Contact', { token, body })).body;
    for (const path of [
      `records/Contact/${RecordID}`,
      `records/Contact/${RecordID}/edit`,
      `graph/Contact/${RecordID}`,
    ]) {
      await page.goto(`${server.address}/${path}`);
      await page.getByRole('heading', { level: 1, name: body.Name }).waitFor();
      expect([path, await sideways(page)]).toEqual([path, 0]);
    }
  });

  test('are accessible, by axe, on a phone', async () => {
    const page = await open('/records/Claim?search=water', 'ada', { viewport: phone });
    await page.getByText('1 row').waitFor();
    await expect.poll(() => sideways(page)).toBe(0);
    await page.goto(`${server.address}/records/Custom.Vessel/1/edit`);
    await page.getByRole('button', { name: 'Save' }).waitFor();
    await expect.poll(() => sideways(page)).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);
  });
});
