/** Files in the console: uploaded, attached, seen and downloaded. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { demoPdf, demoPicture } from '#linkwright/cli/demo-files.js';
import type { Bytes } from '../support/answers.js';
import {
  accessibilityFaults,
  inBrowser,
  openWindow,
  phone,
  sideways,
  startConsole,
  type WindowOptions,
} from '../support/browser.js';
import { contents } from '../support/contents.js';
import { temporaryFolder } from '../support/folder.js';
import { claimsFixture } from '../support/records-console.js';
import type { TestServer } from '../support/server.js';
import { consoleStore } from '../support/stores.js';
import { upload } from '../support/upload.js';

const fileBytes = 2_000_000;
const pdf = demoPdf('Estimate');
const picture = demoPicture(0);

const fixture = {
  ...claimsFixture,
  records: {
    ...claimsFixture.records,
    File: [
      ...claimsFixture.records.File,
      { id: 3101, FileName: 'policy.docx', ExternalDirectURL: 'https://documents.example.com/policy.docx' },
      { id: 3102, FileName: 'trap.html', ExternalDirectURL: 'javascript:alert(1)' },
    ],
  },
};

inBrowser('files in the console', consoleStore('postgres'), (store) => {
  let server: TestServer;
  let token: string;
  beforeAll(async () => {
    const { content } = await contents[0].open(temporaryFolder());
    server = await startConsole(store, [fixture], { content, fileBytes });
    token = await server.token('ada');
  });

  const open = async (path: string, user = 'ada', options: WindowOptions = {}) =>
    openWindow(server, { token: await server.token(user), path, ...options });
  const files = (page: Page) => page.getByRole('table', { name: 'Files' });
  const send = async (name: string, type: string, bytes: Bytes | string) => {
    const { status, body } = await upload(server, 'Claim/5002', {
      token,
      parts: [['content', bytes, name, type]],
    });
    expect(status).toBe(200);
    return body.ChildID;
  };

  test('are uploaded with a folder and a description', async () => {
    const page = await open('/records/Claim/5001?tab=files');
    await files(page).getByRole('link', { name: 'survey.pdf' }).waitFor();
    const choosing = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Choose files' }).click();
    await (await choosing).setFiles([
      { name: 'ceiling.png', mimeType: 'image/png', buffer: picture },
      { name: 'estimate.pdf', mimeType: 'application/pdf', buffer: pdf },
      { name: 'left-out.txt', mimeType: 'text/plain', buffer: Buffer.from('no') },
    ]);
    const dialog = page.getByRole('dialog', { name: 'Upload 3 files' });
    await dialog.getByRole('button', { name: 'Leave out left-out.txt' }).click();
    await dialog.getByRole('textbox', { name: 'Folder' }).fill('Photos');
    await dialog.getByRole('textbox', { name: 'Description' }).fill('Kitchen');
    expect(await accessibilityFaults(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Upload' }).click();
    await page.getByText('2 files are uploaded and attached.').waitFor();
    await page.getByRole('tab', { name: 'Files 3' }).waitFor();

    const row = files(page).getByRole('row', { name: /ceiling\.png/ });
    await row.getByText('Kitchen').waitFor();
    await row.getByRole('cell', { name: 'Photos' }).waitFor();
    await row.getByRole('cell', { name: 'image/png' }).waitFor();
    await page.setViewportSize(phone);
    await expect.poll(() => sideways(page)).toBe(0);
  });

  test('are uploaded where they are dropped; what is refused is said beside it, and the others stay', async () => {
    const page = await open('/records/Policy/67890?tab=files', 'ben');
    const zone = page.getByText('Drop files here, or');
    await zone.waitFor();
    const dropped = await page.evaluateHandle((max) => {
      const data = new DataTransfer();
      data.items.add(new File(['a note'], 'note-of-ben.txt', { type: 'text/plain' }));
      data.items.add(new File([new Uint8Array(max + 1)], 'huge.bin'));
      return data;
    }, fileBytes);
    await zone.dispatchEvent('drop', { dataTransfer: dropped });
    const dialog = page.getByRole('dialog', { name: 'Upload 2 files' });
    await dialog.getByRole('button', { name: 'Upload' }).click();
    await dialog.getByRole('alert').waitFor();
    await dialog.getByText('Uploaded', { exact: true }).waitFor();
    await dialog.getByRole('button', { name: 'Leave out huge.bin' }).click();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await files(page).getByRole('link', { name: 'note-of-ben.txt' }).waitFor();
    await page.getByRole('tab', { name: 'Files 1' }).waitFor();
  });

  test('say how much of them is sent, end by no slip, and are stopped on their way', async () => {
    const page = await open('/records/Policy?search=POL-2026', 'ben');
    await page.getByRole('table').getByRole('link').first().click();
    await page.getByRole('tab', { name: 'Files' }).click();
    const line = await page.context().newCDPSession(page);
    await line.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: 40_000,
    });
    const choosing = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Choose files' }).click();
    await (await choosing).setFiles([
      { name: 'first.txt', mimeType: 'text/plain', buffer: Buffer.from('one') },
      { name: 'film.mp4', mimeType: 'video/mp4', buffer: Buffer.alloc(fileBytes - 1_000, 1) },
      { name: 'last.txt', mimeType: 'text/plain', buffer: Buffer.from('three') },
    ]);
    const dialog = page.getByRole('dialog', { name: 'Upload 3 files' });
    await dialog.getByRole('button', { name: 'Upload' }).click();
    const progress = dialog.getByRole('progressbar', { name: 'Uploading film.mp4' });
    await expect.poll(async () => Number(await progress.getAttribute('aria-valuenow'))).toBeGreaterThan(5);
    expect(Number(await progress.getAttribute('aria-valuenow'))).toBeLessThan(100);
    await page.keyboard.press('Escape');
    expect(await dialog.getByRole('button', { name: 'Close' }).count()).toBe(0);
    await page.goBack();
    const asked = page.getByRole('dialog', { name: 'Stop the upload?' });
    expect(await accessibilityFaults(page)).toEqual([]);
    await asked.getByRole('button', { name: 'Stay here' }).click();
    await progress.waitFor();
    await dialog.getByRole('button', { name: 'Stop' }).dblclick();
    await dialog.getByRole('status').getByText('Stopped. 1 file is uploaded and attached, 2 not.').waitFor();
    expect(await dialog.getByRole('listitem').allInnerTexts()).toEqual([
      expect.stringMatching(/^first.txt\s+Uploaded$/),
      expect.stringMatching(/^film.mp4\s+Not uploaded$/),
      expect.stringMatching(/^last.txt\s+Not uploaded$/),
    ]);
    const sent = async (name: string) =>
      (await server.call('GET', `/api/File/Query?FileName=${name}`, { token })).body.length;
    expect([await sent('first.txt'), await sent('film.mp4'), await sent('last.txt')]).toEqual([1, 0, 0]);
    await line.detach();
    await dialog.getByRole('button', { name: 'Upload the rest' }).click();
    await files(page).getByRole('link', { name: 'film.mp4' }).waitFor();
    expect([await sent('first.txt'), await sent('film.mp4'), await sent('last.txt')]).toEqual([1, 1, 1]);
  });

  test('that are there already are attached by their words, and removed with undo', async () => {
    const page = await open('/records/Claim/5001?tab=files');
    await page.getByRole('button', { name: 'Attach a file record' }).click();
    await page.getByRole('combobox', { name: 'File' }).fill('policy');
    await page.getByRole('option', { name: 'policy.docx' }).click();
    await page.getByText('policy.docx will be attached to CLM-2026-0001.').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Attach', exact: true }).click();
    await files(page).getByRole('link', { name: 'policy.docx' }).waitFor();
    await page.getByRole('button', { name: 'Remove policy.docx' }).click();
    await expect.poll(() => files(page).getByRole('link', { name: 'policy.docx' }).count()).toBe(0);
    const message = page.getByRole('alert').filter({ hasText: 'policy.docx is removed from CLM-2026-0001.' });
    await message.getByRole('button', { name: 'Undo' }).click();
    await files(page).getByRole('link', { name: 'policy.docx' }).waitFor();
  });

  test('are seen as what they are: a picture', async () => {
    const id = await send('hall.png', 'image/png', picture);
    const page = await open('/records/Claim/5002?tab=files');
    await page.getByRole('button', { name: 'Preview hall.png' }).click();
    const shown = page.getByRole('dialog', { name: 'hall.png' }).getByRole('img', { name: 'hall.png' });
    await shown.waitFor();
    await expect
      .poll(() =>
        shown.evaluate((image) =>
          image instanceof HTMLImageElement ? [image.naturalWidth, image.naturalHeight] : undefined,
        ),
      )
      .toEqual([480, 320]);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.goto(`${server.address}/records/File/${id}`);
    await page.getByRole('img', { name: 'hall.png' }).waitFor();
    await page.getByText('image/png ·', { exact: false }).waitFor();
  });

  test('are seen as what they are: a document', async () => {
    const id = await send('estimate.pdf', 'application/pdf', pdf);
    const page = await open(`/records/File/${id}`);
    const frame = page.getByTitle('Content of estimate.pdf');
    await frame.waitFor();
    await expect.poll(() => frame.getAttribute('src')).toMatch(/^blob:/);
    // The browser's own viewer of documents is within it.
    await expect
      .poll(() => page.frames().map((each) => new URL(each.url()).protocol))
      .toContain('chrome-extension:');
  });

  test('are seen as what they are: a text, and nothing in it is run', async () => {
    const page = await open('/records/Claim/5002?tab=files');
    await page.getByRole('tab', { name: 'Files' }).waitFor();
    const texts: [name: string, type: string, content: string][] = [
      ['call.txt', 'text/plain', 'The tenant called at six.\n'],
      ['page.html', 'text/html', '<script>document.title = "taken"</script>'],
      ['long.log', '', 'line\n'.repeat(40_000)],
    ];
    for (const [name, type, content] of texts) {
      const id = await send(name, type, content);
      await page.goto(`${server.address}/records/File/${id}`);
      const shown = page.getByRole('region', { name: `Content of ${name}` });
      await shown.waitFor();
      expect(content.startsWith(await shown.innerText())).toBe(true);
      await expect.poll(() => page.title()).toBe(`${name} · Linkwright`);
    }
    await page.getByText('This is its beginning; the file has 200 kB.').waitFor();
  });

  test('are downloaded as they are, whatever they are', async () => {
    const bytes = Buffer.from(Array.from({ length: 5_000 }, (_, at) => at % 256));
    const id = await send('data.bin', 'application/x-something', bytes);
    const page = await open(`/records/File/${id}`);
    await page.getByText('There is no preview of such a file').waitFor();
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download' }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toBe('data.bin');
    expect(readFileSync(await download.path()).equals(bytes)).toBe(true);
  });

  test('without content say so, and lead to where it is', async () => {
    const page = await open('/records/File/3001');
    await page.getByText('There is no content here').waitFor();
    await page.goto(`${server.address}/records/File/3101`);
    const link = page.getByRole('tabpanel').getByRole('link', { name: 'Open it there' });
    await expect.poll(() => link.getAttribute('href')).toBe('https://documents.example.com/policy.docx');
    // Its record names content that was never uploaded.
    await page.goto(`${server.address}/records/File/3002`);
    await page.getByText('There is no content here').waitFor();
    await page.goto(`${server.address}/records/File/3102`);
    await page.getByText('There is no content here').waitFor();
    await expect.poll(() => page.locator('a[href^="javascript:"]').count()).toBe(0);
    const broken = await send('broken.png', 'image/png', Buffer.from('no picture'));
    await page.goto(`${server.address}/records/File/${broken}`);
    await page.getByText('The picture cannot be shown').waitFor();
    const empty = await send('empty.txt', 'text/plain', Buffer.alloc(0));
    await page.goto(`${server.address}/records/File/${empty}`);
    await page.getByText('The file is empty').waitFor();
  });
});
