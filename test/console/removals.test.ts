/** Rows of lists that are taken away: a double click, a double tap and an Enter that is held take one. */
import type { Locator, Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Answer } from '../support/answers.js';
import { hasBrowser, openWindow, phone, startConsole, type WindowOptions } from '../support/browser.js';
import { claimsFixture } from '../support/records-console.js';
import { required } from '../support/required.js';
import type { TestServer } from '../support/server.js';
import { consoleStore } from '../support/stores.js';

const contacts = [2001, 2002, 2003];
const link = (id: number, child: string, of: number) => ({
  id,
  ParentDomain: 'Claim',
  ParentRecordID: 5001,
  ChildDomain: child,
  ChildRecordID: of,
  ...(child === 'Contact' ? { Relationship: 'Witness' } : {}),
});
const fixture = {
  ...claimsFixture,
  links: [
    ...contacts.map((of, at) => link(201 + at, 'Contact', of)),
    link(211, 'File', 3001),
    link(212, 'File', 3002),
  ],
};

const press = (where: Page, name: string) => where.getByRole('button', { name, exact: true }).click();

/** The middle of a button, in its window. */
async function middleOf(button: Locator): Promise<[x: number, y: number]> {
  const { x, y, width, height } = required(await button.boundingBox());
  return [x + width / 2, y + height / 2];
}

type Way = (button: Locator, page: Page) => Promise<void>;

/** Ways in which somebody presses once too often. */
const ways: Record<string, Way> = {
  'a double click': (button) => button.dblclick(),
  'a slow double click': async (button, page) => {
    const middle = await middleOf(button);
    // Each is the first of its kind to the page, as where the system's double click is a quicker one.
    for (let click = 0; click < 2; click++) await page.mouse.click(...middle);
  },
  'a double tap': async (button, page) => {
    await button.scrollIntoViewIfNeeded();
    const middle = await middleOf(button);
    for (let tap = 0; tap < 2; tap++) await page.touchscreen.tap(...middle);
  },
  'an Enter that is held': async (button, page) => {
    await button.focus();
    for (let repeat = 0; repeat < 12; repeat++) await page.keyboard.down('Enter');
    await page.keyboard.up('Enter');
  },
};

interface List {
  name: string;
  path: string;
  /** How the list is come to. */
  come?: (page: Page) => Promise<void>;
}

/** Lists whose rows go at once. */
const lists: (List & { buttons: (page: Page) => Locator })[] = [
  {
    name: 'contacts',
    path: 'records/Claim/5001',
    buttons: (page) => page.getByRole('button', { name: /^Remove .*\(Witness\)/ }),
  },
  {
    name: 'files',
    path: 'records/Claim/5001?tab=files',
    buttons: (page) => page.getByRole('button', { name: /^Remove .*\.(pdf|txt)/ }),
  },
  {
    name: 'values of an import',
    path: 'import',
    come: async (page) => {
      await page.getByText('Records', { exact: true }).last().click();
      await page.getByRole('combobox', { name: 'Domain' }).click();
      await page.getByRole('option', { name: 'Claim' }).click();
      for (let more = 0; more < 3; more++) await press(page, 'Add a value');
    },
    buttons: (page) => page.getByRole('button', { name: 'Remove the value of Field' }),
  },
  {
    name: 'filters',
    path: 'records/Contact?Name=Maria&FirstName=Maria&LastName=Maria',
    buttons: (page) => page.getByRole('group', { name: 'Filters' }).getByRole('button'),
  },
];

/** Lists that ask before. */
const askingLists: (List & { button: string })[] = [
  { name: 'users', path: 'administration/users', button: 'Delete vera' },
  { name: 'roles', path: 'administration/roles', button: 'Delete Idle' },
  { name: 'relationships', path: 'administration/relationships', button: 'Drop Expert Witness' },
  { name: 'fields', path: 'administration/domains?domain=Custom.Vessel', button: 'Drop Built' },
  { name: 'domains', path: 'administration/domains', button: 'Drop Vessel' },
];

describe.skipIf(!hasBrowser)('a row', () => {
  const store = consoleStore('sqlite');
  let server: TestServer;
  let call: (method: string, path: string, body: unknown) => Promise<Answer>;
  beforeAll(async () => {
    server = await startConsole(store, [fixture]);
    const token = await server.token('ada');
    call = (method: string, path: string, body: unknown) => server.call(method, path, { token, body });
    await call('PUT', '/api/Roles/Idle', { Grants: {} });
  });
  const open = async ({ path, come }: List, options: WindowOptions = {}) => {
    const page = await openWindow(server, { token: await server.token('ada'), path: `/${path}`, ...options });
    await page.getByRole('heading', { level: 1 }).waitFor();
    await come?.(page);
    return page;
  };
  const attachAll = async () => {
    for (const { id, Relationship, ...each } of fixture.links)
      await call('POST', '/api/Link/Upsert', { ...each, ...(Relationship && { Relationship }) });
  };
  const taken = lists.flatMap((list) =>
    Object.entries(ways).map(([way, act]) => ({ name: list.name, way, list, act })),
  );

  test.each(taken)('of $name: $way takes one', async ({ way, list, act }) => {
    await attachAll();
    const isTouch = way.includes('tap');
    const page = await open(list, isTouch ? { hasTouch: true, viewport: phone } : {});
    const buttons = list.buttons(page);
    await buttons.first().waitFor();
    await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
    const before = await buttons.count();
    expect(before).toBeGreaterThan(1);
    await act(buttons.first(), page);
    await expect.poll(() => buttons.count()).toBe(before - 1);
    // Whatever else was pressed has had its time once the server has answered another call.
    await page.evaluate(() => fetch('/health'));
    await page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    );
    expect(await buttons.count()).toBe(before - 1);
  });

  const asked = askingLists.flatMap((list) =>
    Object.entries(ways)
      .filter(([way]) => way !== 'a slow double click')
      .map(([way, act]) => ({ name: list.name, way, list, act })),
  );

  test.each(asked)('of $name: $way asks, and takes nothing', async ({ way, list, act }) => {
    const isTouch = way.includes('tap');
    const page = await open(list, isTouch ? { hasTouch: true, viewport: phone } : {});
    const writes: string[] = [];
    page.on('request', (request) => request.method() === 'DELETE' && writes.push(request.url()));
    const button = page.getByRole('button', { name: list.button, exact: true });
    await act(button, page);
    await page.getByRole('dialog', { name: list.button }).waitFor();
    await page.evaluate(() => fetch('/health'));
    expect(writes).toEqual([]);
  });
});
