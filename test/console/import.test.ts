/** The console's page for imports: mapping, dry run, what is rejected, and who may import what. */
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { accessibilityFaults, inBrowser, phone, sideways } from '../support/browser.js';
import { temporaryFolder } from '../support/folder.js';
import { choose, importConsole, sampleOf, statusOf, tabTo } from '../support/import-page.js';
import type { TestServer } from '../support/server.js';
import { consoleStore } from '../support/stores.js';

inBrowser('the import page', consoleStore('postgres'), (store) => {
  const { open } = importConsole(store);
  const linkCount = async ({ call, token }: TestServer, parent: number) =>
    (
      await call('GET', `/api/Link/Count?parentDomain=Claim&parentRecordID=${parent}`, {
        token: await token('ada'),
      })
    ).body.Count;

  test('guesses columns by their names, and takes what is said by hand', async () => {
    const { page } = await open();
    await choose(
      page,
      sampleOf('posts.csv', 'Claim Number,person,ROLE,note\nCLM-2026-0001,C-2003,Witness,x\n'),
    );
    await page.getByRole('cell', { name: 'CLM-2026-0001' }).first().waitFor();
    const becomes = (column: string) => page.getByRole('combobox', { name: `What ${column} becomes` });
    await expect.poll(() => becomes('Claim Number').inputValue()).toBe('Claim: ClaimNumber');
    await expect.poll(() => becomes('ROLE').inputValue()).toBe('Relationship');
    await expect.poll(() => becomes('person').inputValue()).toBe('Not imported');
    await page.getByText('Say which column is “Contact: ContactNumber”.').waitFor();
    await expect.poll(() => page.getByRole('button', { name: 'Dry run' }).isDisabled()).toBe(true);
    await becomes('person').click();
    await page.getByRole('option', { name: 'Contact: ContactNumber' }).click();
    await page.getByRole('button', { name: 'Dry run' }).click();
    await statusOf(page, 'Nothing was written. All of 1 row would be taken.');

    // What was said is still there, and can be said otherwise: the relationship in every row.
    await page.getByRole('button', { name: 'Change the mapping' }).click();
    await expect.poll(() => becomes('person').inputValue()).toBe('Contact: ContactNumber');
    await page.getByRole('combobox', { name: 'Relationship in every row' }).click();
    await page.getByRole('option', { name: 'Broker' }).click();
    await expect.poll(() => becomes('ROLE').inputValue()).toBe('Not imported');
    await page.getByRole('combobox', { name: 'Begin with' }).click();
    await page.getByRole('option', { name: 'Columns named as in the API' }).click();
    await page.getByText('Say which column is “Domain of the parent”.').waitFor();
  });

  test('says what is wrong with a file before anything is sent', async () => {
    const { page } = await open();
    await choose(page, sampleOf('posts.txt', 'a,b\n1,2\n'));
    await page.getByRole('alert').getByText('must end in .csv, .tsv, .xlsx, .ndjson or .json').waitFor();
    await choose(page, sampleOf('empty.csv', ''));
    await page.getByRole('alert').getByText('The file is empty: it has no header.').waitFor();
    await choose(
      page,
      sampleOf('posts.csv', 'claim;contact;role\nK-1;C-2001;Witness\n'),
      'Choose another file',
    );
    await page.getByRole('cell', { name: 'C-2001' }).first().waitFor();
    await choose(
      page,
      sampleOf('posts.csv', 'claim,contact,contact\nCLM-2026-0001,C-2001,C-2002\n'),
      'Choose another file',
    );
    await page.getByText('Two columns are named “contact”').waitFor();
  });

  test('a dry run writes nothing, and shows each rejected row with its reason and what was meant', async () => {
    const { server, page } = await open();
    const before = await linkCount(server, 5001);
    const text = [
      'claim,contact,role',
      'CLM-2026-0001,C-2003,Witness',
      'clm 2026 0001,C-2003,Witness',
      'CLM-2026-0002,C-2001,Witnes',
      'CLM-2026-0002,C-2001,Wit"ness',
      'CLM-2026-0002,C-9999,Witness',
    ].join('\n');
    await choose(page, sampleOf('posts.csv', text));
    await page.getByRole('button', { name: 'Dry run' }).click();
    await statusOf(page, 'Nothing was written. Of 5 rows 4 would be rejected.');
    expect(await linkCount(server, 5001)).toBe(before);

    const rows = page.getByRole('table', { name: 'Rejected rows' });
    await expect.poll(() => rows.getByRole('button').allInnerTexts()).toHaveLength(4);
    await rows.getByText('A quote stands inside a cell', { exact: false }).waitFor();
    await rows.getByText(`Unable to identify the relationship 'Witnes'.`).waitFor();
    await rows.getByRole('button', { name: 'Details of line 3' }).click();
    await rows.getByRole('link', { name: 'CLM-2026-0001 (Claim 5001)' }).waitFor();
    await rows.getByRole('button', { name: 'Details of line 6' }).click();
    await rows.getByText('No record has a key that is near to it.').waitFor();
    await page.getByRole('combobox', { name: 'Reason' }).click();
    await page.getByRole('option', { name: 'parent not found (1)' }).click();
    await expect.poll(() => rows.getByRole('button').allInnerTexts()).toHaveLength(1);

    await page.getByRole('button', { name: 'Import 1 row' }).click();
    await statusOf(page, 'Done: 5 rows, 4 rejected.');
    expect(await linkCount(server, 5001)).toBe(before + 1);

    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download rejected rows' }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toBe('posts.rejects.csv');
    const lines = readFileSync(await download.path(), 'utf8')
      .trimEnd()
      .split('\n');
    expect(lines[0]).toBe('claim,contact,role,line,code,reason');
    expect(lines.slice(1).map((line) => /,(\d+),(\w+),/.exec(line)?.slice(1))).toEqual([
      ['3', 'parent_not_found'],
      ['4', 'relationship_not_found'],
      ['5', 'invalid_row'],
      ['6', 'child_not_found'],
    ]);
    expect(lines[1]).toMatch(/^clm 2026 0001,C-2003,Witness,3,/);
  });

  test('takes no file without rows, and says so of one that is not there any more', async () => {
    const { page } = await open();
    await choose(page, sampleOf('none.csv', 'claim number,contact,role\n'));
    await page.getByText('The file has no row below its header.').waitFor();
    expect(await page.getByRole('button', { name: 'Import', exact: true }).isDisabled()).toBe(true);

    const path = join(temporaryFolder(), 'moved.csv');
    writeFileSync(path, 'claim number,contact,role\nK-1,C-2001,Witness\n');
    await choose(page, path, 'Choose another file');
    await page.getByRole('cell', { name: 'K-1' }).first().waitFor();
    appendFileSync(path, 'K-2,C-2001,Witness\n');
    await page.getByRole('button', { name: 'Dry run' }).click();
    await page.getByRole('alert').getByText('The file cannot be read any more', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'Change the mapping' }).click();
    await choose(page, path, 'Choose another file');
    await page.getByRole('cell', { name: 'K-2' }).first().waitFor();
    await page.getByRole('button', { name: 'Dry run' }).click();
    await statusOf(page, 'Nothing was written. All of 2 rows would be taken.');
  });

  test('adds relationships where that is wished, and names them in the dry run', async () => {
    const { page } = await open();
    await choose(
      page,
      sampleOf('posts.csv', 'claim,contact,role\nK-1,C-2001,Surveyor\nK-2,C-2001,Neighbour\n'),
    );
    await page.getByRole('checkbox', { name: 'Add relationships that the client lacks' }).check();
    await page.getByRole('button', { name: 'Dry run' }).click();
    await page.getByText('Would add 2 relationships: Surveyor, Neighbour.').waitFor();
    await page.getByRole('button', { name: 'Import 2 rows' }).click();
    await statusOf(page, 'Done: 2 rows, none rejected.');
    await page.getByRole('button', { name: 'Import another file' }).click();
    await page.getByRole('button', { name: 'Choose a file', exact: true }).waitFor();
    await page.getByRole('combobox', { name: 'Relationship in every row' }).click();
    await page.getByRole('option', { name: 'Surveyor' }).waitFor();
  });

  test('records of a domain, dropped as NDJSON, with a value for every row', async () => {
    const { server, page } = await open();
    await page.getByText('Records', { exact: true }).last().click();
    await page.getByRole('combobox', { name: 'Domain' }).click();
    await page.getByRole('option', { name: 'Policy' }).click();
    const file = await page.evaluateHandle(() => {
      const transfer = new DataTransfer();
      const rows = '{"policy_number":"IMP-1","Premium":12.5}\n{"policy_number":"IMP-2","Premium":"many"}\n';
      transfer.items.add(new File([rows], 'policies.ndjson'));
      return transfer;
    });
    await page.getByText('Drop a CSV file').dispatchEvent('drop', { dataTransfer: file });
    await page.getByRole('button', { name: 'Add a value' }).click();
    await page.getByRole('combobox', { name: 'Field', exact: true }).click();
    await page.getByRole('option', { name: 'Carrier' }).click();
    await page.getByText('Say which value Carrier has in every row.').waitFor();
    await page.getByRole('textbox', { name: 'Value' }).fill('Northern Mutual');
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await statusOf(page, 'Done: 2 rows, 1 rejected.');
    await page.getByText('Premium must be a number', { exact: false }).waitFor();
    const found = await server.call('GET', '/api/Policy/Query?PolicyNumber=IMP-1', {
      token: await server.token('ada'),
    });
    expect(found.body).toMatchObject([{ PolicyNumber: 'IMP-1', Premium: 12.5, Carrier: 'Northern Mutual' }]);
  });

  test('those who may only view are told whom to ask; others may what they may', async () => {
    const { page } = await open('vera');
    await page.getByText('You may not import anything').waitFor();
    await page.getByText('Ask an administrator of your client.', { exact: false }).waitFor();
    await expect.poll(() => page.getByRole('button', { name: 'Choose a file' }).count()).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);
    const { page: other } = await open('rick');
    await other.getByRole('combobox', { name: 'Domain' }).click();
    await expect.poll(() => other.getByRole('option').allInnerTexts()).toEqual(['Policy']);
    const { page: third } = await open('cleo');
    await choose(third, sampleOf('posts.csv', 'claim,contact\nK-1,C-2001\n'));
    await third.getByRole('combobox', { name: 'Child domain' }).click();
    await third.getByRole('option', { name: 'File' }).click();
    await third.getByText('You need the Attach Files permission on the Claim domain.').waitFor();
  });

  test('is accessible, by axe, also on a phone', async () => {
    const { page } = await open();
    expect(await accessibilityFaults(page)).toEqual([]);
    await choose(page, sampleOf('posts.csv', 'claim,contact,role\nNo-1,C-2001,Witness\nK-1,C-2001,Witnes\n'));
    await page.getByRole('table', { name: 'Columns and what they become' }).waitFor();
    await page.setViewportSize(phone);
    // The frame folds its navigation away, which takes a moment.
    await expect.poll(() => sideways(page)).toBe(0);
    await page.getByRole('button', { name: 'Dry run' }).click();
    await page.getByRole('button', { name: 'Details of line 2' }).click();
    await page.getByText('No record has a key that is near to it.').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await expect.poll(() => sideways(page)).toBe(0);
  });

  test('is worked with the keyboard alone', async () => {
    const { page } = await open();
    await tabTo(page, 'Choose a file');
    const choosing = page.waitForEvent('filechooser');
    await page.keyboard.press('Enter');
    await (await choosing).setFiles(sampleOf('posts.csv', 'claim,person\nK-3,C-2002\nNo-1,C-2002\n'));
    await page.getByRole('table', { name: 'Columns and what they become' }).waitFor();
    await tabTo(page, 'What person becomes');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.type('Contact: Contact');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await tabTo(page, 'Dry run');
    await page.keyboard.press('Enter');
    await statusOf(page, 'Nothing was written. Of 2 rows 1 would be rejected.');
    // The button is gone; where its work is shown the keyboard goes on.
    const heading = page.getByRole('heading', { name: 'Dry run of posts.csv' });
    await expect.poll(() => heading.evaluate((element) => element === document.activeElement)).toBe(true);
    await tabTo(page, 'Details of line 3');
    await page.keyboard.press('Enter');
    await page.getByText('No record has a key that is near to it.').waitFor();
    await tabTo(page, 'Import 1 row', 'Shift+Tab');
    await page.keyboard.press('Enter');
    await statusOf(page, 'Done: 2 rows, 1 rejected.');
  });
});
