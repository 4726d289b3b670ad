/** Merging two records in the console (docs/reference/merge.md). */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { demoFixtures } from '#linkwright/cli/demo-fixtures.js';
import {
  accessibilityFaults,
  inBrowser,
  openWindow,
  phone,
  sideways,
  startConsole,
} from '../support/browser.js';
import { consoleStore } from '../support/stores.js';

const [claims] = demoFixtures;
const fixture = {
  ...claims,
  roles: [{ name: 'Viewer', grants: { '*': ['View'] } }],
  users: [
    { user: 'ada', administrator: true },
    { user: 'vera', roles: ['Viewer'] },
  ],
};

inBrowser('merging records in the console', consoleStore('postgres'), async (store) => {
  const server = await startConsole(store, [fixture]);
  const ada = await server.token('ada');
  const call = async (method: string, path: string, body?: unknown) =>
    (await server.call(method, path, { token: ada, body })).body;
  const made = async (fields: object): Promise<number> =>
    (await call('POST', '/api/Contact', fields)).RecordID;
  const attach = (contact: number, claim: number, Relationship?: string) =>
    call('POST', '/api/Link/Upsert', {
      ...{ ParentDomain: 'Claim', ParentRecordID: claim, ChildDomain: 'Contact', ChildRecordID: contact },
      ...(Relationship && { Relationship }),
    });
  const open = async (path: string, token = ada) => {
    const page = await openWindow(server, { token, path });
    await page.getByRole('heading', { level: 1 }).waitFor();
    return page;
  };
  const pick = async (page: Page, typed: string, option: string) => {
    await page.getByRole('combobox', { name: 'The other record' }).fill(typed);
    await page.getByRole('option', { name: option, exact: false }).click();
  };

  test('values are chosen, a dry run says what goes over, and the merged id leads to the kept record', async () => {
    const kept = await made({ ContactNumber: 'M-1', Name: 'Anna Muster', Phone: '111' });
    const gone = await made({
      ContactNumber: 'M-2',
      Name: 'A. Muster',
      Phone: '222',
      Email: 'anna@example.org',
    });
    await attach(gone, 5001, 'Witness');
    const page = await open(`/records/Contact/${kept}`);
    await page.getByRole('link', { name: 'Merge…' }).click();
    await pick(page, 'A. Muster', 'A. Muster');
    await page.getByText(`1 link of the other goes over to Anna Muster`, { exact: false }).waitFor();
    await page.getByRole('radio', { name: 'Phone: 222' }).check();
    expect(await page.getByRole('radio', { name: 'Email: anna@example.org' }).isChecked()).toBe(true);
    await page.getByText('2 fields of it get another value.').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.setViewportSize(phone);
    await expect.poll(() => sideways(page)).toBe(0);
    expect(await call('GET', `/api/Link/Count?childDomain=Contact&childRecordID=${kept}`)).toEqual({
      Count: 0,
    });

    await page
      .getByText(`A. Muster (${gone}) goes, Anna Muster (${kept}) stays.`, { exact: false })
      .waitFor();
    await page.getByRole('button', { name: 'Merge', exact: true }).click();
    await page.getByRole('status').getByText('1 link went over.', { exact: false }).waitFor();
    expect(await call('GET', `/api/Contact/${kept}`)).toMatchObject({
      ...{ ContactNumber: 'M-1', Name: 'Anna Muster', Phone: '222', Email: 'anna@example.org' },
    });
    expect(await call('GET', `/api/Link/Count?childDomain=Contact&childRecordID=${kept}`)).toEqual({
      Count: 1,
    });

    const other = await open(`/records/Contact/${gone}`);
    await other.getByText(`Contact ${gone} was merged into this record`).waitFor();
    await other.getByRole('heading', { level: 1, name: 'Anna Muster' }).waitFor();
    expect(new URL(other.url()).pathname).toBe(`/records/Contact/${kept}`);
  });

  test('a relationship that would be lost has to be chosen, and the other record may stay', async () => {
    const one = await made({ ContactNumber: 'M-3', Name: 'Bo One' });
    const other = await made({ ContactNumber: 'M-4', Name: 'Bo Two' });
    await attach(one, 5002, 'Witness');
    await attach(other, 5002, 'Broker');
    const page = await open(`/records/Contact/${one}/merge?with=${other}`);
    await page.getByRole('radio', { name: `Bo Two (${other})` }).check();
    await page.getByText('Both have a link with the same record', { exact: false }).waitFor();
    const send = page.getByRole('button', { name: 'Merge', exact: true });
    await expect.poll(() => send.isDisabled()).toBe(true);
    await page.getByRole('radio', { name: 'That of the record that goes' }).check();
    await page.getByText('Of these, 1 had another relationship.').waitFor();
    await page.getByRole('radio', { name: 'Contact number: M-3' }).check();
    await send.click();
    await page.getByText(`Bo One (${one}) is merged into Bo Two (${other})`).waitFor();
    const links = await call(
      'GET',
      `/api/Link/Query?parentDomain=Claim&parentRecordID=5002&childDomain=Contact&childRecordID=${other}&columns=ContactType`,
    );
    expect(links).toEqual([{ ContactType: 'Witness' }]);
    // Its number is free only once the other is gone.
    expect(await call('GET', `/api/Contact/${other}`)).toMatchObject({
      ContactNumber: 'M-3',
      Name: 'Bo Two',
    });
  });

  test('a record is not merged with itself, nor by those who may not edit', async () => {
    const page = await open('/records/Contact/2001/merge?with=2001');
    await page.getByText('It is this record; choose another.').waitFor();
    expect(await page.getByRole('button', { name: 'Merge', exact: true }).count()).toBe(0);
    const viewer = await open('/records/Contact/2001', await server.token('vera'));
    expect(await viewer.getByRole('link', { name: 'Merge…' }).count()).toBe(0);
    const refused = await open('/records/Contact/2001/merge?with=2002', await server.token('vera'));
    await refused.getByText('You may not open this page').waitFor();
  });
});
