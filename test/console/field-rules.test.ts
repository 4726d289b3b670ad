/** Rules of fields, fields of links and retention in the console's administration (docs/reference/metadata.md). */
import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { demoFixtures } from '#linkwright/cli/demo-fixtures.js';
import { accessibilityFaults, inBrowser, openWindow, startConsole } from '../support/browser.js';
import { consoleStore } from '../support/stores.js';

const [claims] = demoFixtures;
const users = [{ user: 'ada', password: 'correct-horse', administrator: true }];

inBrowser('what describes fields, in the console', consoleStore('sqlite'), async (store) => {
  const server = await startConsole(store, [{ ...claims, users }]);
  const token = await server.token('ada');
  const call = (method: string, path: string, body?: unknown) => server.call(method, path, { token, body });
  const open = async (path: string) => {
    const page = await openWindow(server, { token, path: `/administration/${path}` });
    await page.getByRole('heading', { level: 1 }).waitFor();
    return page;
  };
  const press = (where: Page | Locator, name: string) =>
    where.getByRole('button', { name, exact: true }).click();
  const choose = async (page: Page, label: string, option: string) => {
    await page.getByRole('dialog').getByRole('combobox', { name: label, exact: true }).click();
    await page.getByRole('option', { name: option, exact: true }).click();
  };
  const save = async (page: Page) => {
    await press(page.getByRole('dialog'), 'Save the field');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  };
  const fieldOf = async (domain: string, name: string) =>
    (await call('GET', `/api/Metadata/Domains/${domain}/DataDictionary`)).body.find(
      (field: { Name: string }) => field.Name === name,
    );

  test('a text is made required, unique, loose and an email address, and freed again', async () => {
    const page = await open('domains?domain=Contact');
    await press(page, 'New field');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name', { exact: true }).fill('Login');
    await dialog.getByRole('checkbox', { name: 'Unique' }).check();
    await dialog.getByRole('checkbox', { name: 'Loose matching' }).check();
    await choose(page, 'Format', 'Email address');
    expect(await accessibilityFaults(page)).toEqual([]);
    await save(page);
    expect(await fieldOf('Contact', 'Login')).toMatchObject({
      ...{ Required: false, Unique: true, Matching: 'loose', Format: 'email' },
    });
    const row = page.getByRole('table', { name: 'Fields', exact: true }).getByRole('row', { name: /^Login/ });
    await row.getByText('Unique · Loose matching · Email address').waitFor();

    await press(row, 'Change Login');
    await dialog.getByRole('checkbox', { name: 'Unique' }).uncheck();
    await dialog.getByRole('checkbox', { name: 'Loose matching' }).uncheck();
    await choose(page, 'Format', 'Any text');
    await save(page);
    expect(await fieldOf('Contact', 'Login')).toMatchObject({
      ...{ Unique: false, Matching: 'exact', Format: null },
    });
  });

  test('a rule that records break is refused beside what names them', async () => {
    const page = await open('domains?domain=Contact');
    await call('POST', '/api/Contact', { ContactNumber: 'X-1', Name: 'Same' });
    await call('POST', '/api/Contact', { ContactNumber: 'X-2', Name: 'Same' });
    await press(page, 'Change Name');
    await page.getByRole('dialog').getByRole('checkbox', { name: 'Unique' }).check();
    await press(page.getByRole('dialog'), 'Save the field');
    await page.getByRole('dialog').getByText('records have equal values', { exact: false }).waitFor();
    expect(await fieldOf('Contact', 'Name')).toMatchObject({ Unique: false });
  });

  test('a number is an amount of a currency, and has no rules of texts', async () => {
    const page = await open('domains?domain=Claim');
    await press(page, 'Change Amount');
    const dialog = page.getByRole('dialog');
    await expect.poll(() => dialog.getByRole('checkbox').count()).toBe(2);
    await dialog.getByRole('combobox', { name: 'Currency' }).fill('CHF');
    await page.getByRole('option', { name: 'CHF (Swiss Franc)' }).click();
    await save(page);
    expect(await fieldOf('Claim', 'Amount')).toMatchObject({ Currency: 'CHF', Required: false });
  });

  test('links to a domain get fields, which are changed and dropped', async () => {
    const page = await open('domains?domain=Contact');
    await page.getByText('Links have no field yet').waitFor();
    await press(page, 'New field of links');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name', { exact: true }).fill('Basis');
    await choose(page, 'Type', 'One of several codes');
    await dialog.getByLabel('Codes').fill('Mandate\nOffice');
    await expect.poll(() => dialog.getByRole('checkbox').count()).toBe(0);
    await save(page);
    const table = page.getByRole('table', { name: 'Fields of links' });
    await table.getByText('Mandate, Office').waitFor();
    await press(table, 'Change Basis');
    await dialog.getByLabel('Label').fill('By virtue of');
    await save(page);
    await table.getByText('By virtue of').waitFor();
    const { body } = await call('GET', '/api/Metadata/Links/Contact');
    expect(body.Fields).toEqual([
      { Name: 'Basis', Label: 'By virtue of', Type: 'Coded', Codes: ['Mandate', 'Office'] },
    ]);

    await call('POST', '/api/Link/Upsert', {
      ...{ ParentDomain: 'Claim', ParentRecordID: 5001, ChildDomain: 'Contact', ChildRecordID: 2001 },
      Fields: { Basis: 'Office' },
    });
    await press(table, 'Drop Basis');
    await press(dialog, 'Drop Basis');
    await dialog.getByRole('alert').waitFor();
    await call('POST', '/api/Link/Upsert', {
      ...{ ParentDomain: 'Claim', ParentRecordID: 5001, ChildDomain: 'Contact', ChildRecordID: 2001 },
      Fields: { Basis: null },
    });
    await press(dialog, 'Drop Basis');
    await page.getByText('Links have no field yet').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  test('the days of the audit log are set, within what the server takes', async () => {
    const page = await open('client');
    const days = page.getByRole('textbox', { name: 'Days of the audit log' });
    await expect.poll(() => days.inputValue()).toBe('400');
    await days.fill('5');
    await press(page, 'Save the days');
    await page.getByText('an integer from 90 to 3650', { exact: false }).waitFor();
    await days.fill('730');
    await press(page, 'Save the days');
    await page.getByText('The days are saved.').waitFor();
    expect((await call('GET', '/api/Client')).body).toMatchObject({ AuditLogDays: 730 });
  });
});
