/** How the console's import page reads a file (docs/reference/command-line.md#files-that-are-imported). */
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { accessibilityFaults, inBrowser, phone, sideways } from '../support/browser.js';
import { choose, importConsole, type Sample, sampleOf, statusOf } from '../support/import-page.js';
import { required } from '../support/required.js';
import { consoleStore } from '../support/stores.js';
import { shared, workbookOf } from '../support/workbook.js';

const bytesOf = (name: string, text: string, encoding: BufferEncoding): Sample => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(text, encoding),
});

const box = (page: Page, name: string) => page.getByRole('combobox', { name, exact: true });
const shown = (page: Page, name: string) => expect.poll(() => box(page, name).inputValue());

async function pick(page: Page, name: string, option: string): Promise<void> {
  await box(page, name).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

async function recordsOf(page: Page, domain: string): Promise<void> {
  await page.getByText('Records', { exact: true }).last().click();
  await pick(page, 'Domain', domain);
}

inBrowser('reading a file on the import page', consoleStore('postgres'), (store) => {
  const { open, started } = importConsole(store);
  const ask = async (method: 'GET' | 'PUT', path: string, body?: object) =>
    (await started().call(method, path, { token: await started().token('ada'), body })).body;

  beforeAll(async () => {
    await ask('PUT', '/api/Metadata/Links/Contact', {
      Fields: [
        { Name: 'Since', Label: 'Since', Type: 'Date' },
        { Name: 'Share', Label: 'Share', Type: 'Numeric' },
      ],
    });
  });

  test('recognizes encoding, delimiter, dates and decimal sign, and shows what is read', async () => {
    const { page } = await open();
    const text =
      'ClaimNumber;Description;LossDate;Amount\nREAD-1;Müller Straße;14.03.2026;1.500,25\nREAD-2;x;3.4.2026;7\n';
    await choose(page, bytesOf('claims.csv', text, 'latin1'));
    await shown(page, 'Encoding').toBe('Recognized: Windows-1252 (Western European)');
    await shown(page, 'Cells are divided by').toBe('Recognized: semicolons');
    await recordsOf(page, 'Claim');
    const read = page.getByRole('table', { name: 'As it is read' });
    await read.getByText('Müller Straße').waitFor();
    await read.getByText('2026-03-14').waitFor();
    await read.getByText('14.03.2026').waitFor();
    await read.getByText('1500.25').waitFor();
    await page.getByText('Recognized: DD.MM.YYYY.', { exact: false }).waitFor();
    await shown(page, 'Fractions stand behind').toBe('Recognized: a comma, as in 1.500,25');
    await page.getByText('Of the first 2 rows none is lost in reading.').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.setViewportSize(phone);
    await expect.poll(() => sideways(page)).toBe(0);

    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await statusOf(page, 'Done: 2 rows, none rejected.');
    expect(await ask('GET', '/api/Claim/Query?ClaimNumber=READ-1')).toMatchObject([
      { Description: 'Müller Straße', LossDate: '2026-03-14', Amount: 1500.25 },
    ]);
    await page.getByRole('link', { name: 'See the records' }).click();
    await page.getByRole('heading', { level: 1, name: 'Claim' }).waitFor();
  });

  test('is told otherwise, and says what would be lost', async () => {
    const { page } = await open();
    const text =
      'ClaimNumber,LossDate,Amount,Description\nLOST-1,3/4/2026,5,żółw\nLOST-2,n/a,7,x\nLOST-3,5\n';
    await choose(page, bytesOf('claims.csv', text, 'utf8'));
    await page.getByText('Line 4: The row has 2 columns, the header has 4.').waitFor();
    await recordsOf(page, 'Claim');
    await page.getByText('Not recognized: DD/MM/YYYY or MM/DD/YYYY.', { exact: false }).waitFor();
    const form = box(page, 'Dates are written as');
    await form.fill('DD/MM');
    await page.getByText('A form has day, month and year', { exact: false }).waitFor();
    expect(await page.getByRole('button', { name: 'Dry run' }).isDisabled()).toBe(true);
    await form.fill('D/M/YYYY');
    await page.getByRole('table', { name: 'As it is read' }).getByText('2026-04-03').waitFor();
    await page.getByText('Of the first 3 rows 2 are lost in reading.').waitFor();
    await page.getByText('Line 3: LossDate is no date as the file is said to write it: "n/a".').waitFor();

    await pick(page, 'Encoding', 'Windows-1250 (Central European)');
    await expect.poll(() => page.getByRole('cell', { name: 'żółw' }).count()).toBe(0);
    await pick(page, 'Cells are divided by', 'semicolons');
    await page
      .getByRole('columnheader', { name: 'ClaimNumber,LossDate,Amount,Description' })
      .first()
      .waitFor();
    await pick(page, 'Cells are divided by', 'Another sign…');
    await page.getByRole('textbox', { name: 'The sign' }).fill('/');
    await page
      .getByRole('columnheader', { name: 'ClaimNumber,LossDate,Amount,Description' })
      .first()
      .waitFor();
    await page.getByText('Line 2: The row has 3 columns, the header has 1.').waitFor();

    // Of a file with other columns nothing is taken over.
    await choose(page, sampleOf('other.csv', 'ClaimNumber,Amount\nLOST-9,5\n'), 'Choose another file');
    await shown(page, 'Encoding').toBe('Recognized: UTF-8');
    await page.getByRole('table', { name: 'As it is read' }).getByText('LOST-9').waitFor();
  });

  test('reads a corrected file as the one before, with the mapping that was said', async () => {
    const { page } = await open();
    const fileOf = (amount: string) =>
      sampleOf('claims.csv', `number,worth,when\nKEPT-1,${amount},03/04/2026\n`);
    await choose(page, fileOf('many'));
    await recordsOf(page, 'Claim');
    await pick(page, 'What number becomes', 'ClaimNumber');
    await pick(page, 'What worth becomes', 'Amount');
    await pick(page, 'What when becomes', 'LossDate');
    await box(page, 'Dates are written as').fill('MM/DD/YYYY');
    await page.getByRole('button', { name: 'Dry run' }).click();
    await statusOf(page, 'Nothing was written. Of 1 row 1 would be rejected.');
    await page.getByRole('button', { name: 'Change the mapping' }).click();
    await choose(page, fileOf('12'), 'Choose another file');
    await page.getByRole('table', { name: 'As it is read' }).getByText('2026-03-04').waitFor();
    await page.getByRole('button', { name: 'Dry run' }).click();
    await statusOf(page, 'Nothing was written. All of 1 row would be taken.');
  });

  test('takes the sheet that is chosen of a workbook', async () => {
    const { page } = await open();
    const texts = ['ClaimNumber', 'SHEET-1', 'note', 'not this'];
    const workbook = workbookOf({
      sheets: { Notes: [[shared(2)], [shared(3)]], Empty: [], Claims: [[shared(0)], [shared(1)]] },
      texts,
    });
    await choose(page, { name: 'claims.xlsx', mimeType: 'application/zip', buffer: Buffer.from(workbook) });
    await shown(page, 'Sheet').toBe('Notes');
    await page.getByRole('cell', { name: 'not this' }).first().waitFor();
    await pick(page, 'Sheet', 'Empty');
    await page.getByRole('alert').getByText('The sheet is empty: it has no header.').waitFor();
    await page.getByText('Say how the file is to be read, or choose another.').waitFor();
    await pick(page, 'Sheet', 'Claims');
    await page.getByRole('cell', { name: 'SHEET-1' }).first().waitFor();
    await recordsOf(page, 'Claim');
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await statusOf(page, 'Done: 1 row, none rejected.');
    expect(await ask('GET', '/api/Claim/Query?ClaimNumber=SHEET-1')).toHaveLength(1);
  });

  test('fills fields of links, and names associations by their keys', async () => {
    const { page } = await open();
    const links = 'claim,contact,role,since,share\nK-50,C-2001,Broker,14.03.2026,"12,5"\n';
    await choose(page, sampleOf('posts.csv', links));
    await shown(page, 'What since becomes').toBe('Link: Since');
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await statusOf(page, 'Done: 1 row, none rejected.');
    expect(
      await ask(
        'GET',
        '/api/Link/Query?parentDomain=Claim&parentRecordID=9050&columns=Fields.Since,Fields.Share',
      ),
    ).toEqual([{ 'Fields.Since': '2026-03-14', 'Fields.Share': 12.5 }]);

    await page.getByRole('button', { name: 'Import another file' }).click();
    await choose(page, sampleOf('claims.csv', 'ClaimNumber,PolicyNumber\nASSOC-1,POL-2026-001\n'));
    await recordsOf(page, 'Claim');
    await shown(page, 'What PolicyNumber becomes').toBe('Policy: PolicyNumber');
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await statusOf(page, 'Done: 1 row, none rejected.');
    const [policy] = await ask('GET', '/api/Policy/Query?PolicyNumber=POL-2026-001');
    expect(await ask('GET', '/api/Claim/Query?ClaimNumber=ASSOC-1')).toMatchObject([
      { Policy: required(policy).ID },
    ]);
  });
});
