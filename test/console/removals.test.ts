/** Rows of lists that are taken away: a double click, a double tap and an Enter that is held take one. */
import { beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser, openWindow, phone, startConsole } from '../support/browser.js';
import { claimsFixture } from '../support/records-console.js';
import { consoleStore } from '../support/stores.js';

const contacts = [2001, 2002, 2003];
const link = (id, child, of) => ({
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

const press = (where, name) => where.getByRole('button', { name, exact: true }).click();

/** Ways in which somebody presses once too often. */
const ways = {
  'a double click': (button) => button.dblclick(),
  'a slow double click': async (button, page) => {
    const { x, y, width, height } = await button.boundingBox();
    // Each is the first of its kind to the page, as where the system's double click is a quicker one.
    for (let click = 0; click < 2; click++) await page.mouse.click(x + width / 2, y + height / 2);
  },
  'a double tap': async (button, page) => {
    await button.scrollIntoViewIfNeeded();
    const { x, y, width, height } = await button.boundingBox();
    for (let tap = 0; tap < 2; tap++) await page.touchscreen.tap(x + width / 2, y + height / 2);
  },
  'an Enter that is held': async (button, page) => {
    await button.focus();
    for (let repeat = 0; repeat < 12; repeat++) await page.keyboard.down('Enter');
    await page.keyboard.up('Enter');
  },
};

/** Lists whose rows go at once. `left` is what they have. */
const lists = [
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
const askingLists = [
  { name: 'users', path: 'administration/users', button: 'Delete vera' },
  { name: 'roles', path: 'administration/roles', button: 'Delete Idle' },
  { name: 'relationships', path: 'administration/relationships', button: 'Drop Expert Witness' },
  { name: 'fields', path: 'administration/domains?domain=Custom.Vessel', button: 'Drop Built' },
  { name: 'domains', path: 'administration/domains', button: 'Drop Vessel' },
];

describe.skipIf(!hasBrowser)('a row', () => {
  const store = consoleStore('sqlite');
  let server;
  let call;
  beforeAll(async () => {
    server = await startConsole(store, [fixture]);
    const token = await server.token('ada');
    call = (method, path, body) => server.call(method, path, { token, body });
    await call('PUT', '/api/Roles/Idle', { Grants: {} });
  });
  const open = async ({ path, come }, options = {}) => {
    const page = await openWindow(server, { token: await server.token('ada'), path: `/${path}`, ...options });
    await page.getByRole('heading', { level: 1 }).waitFor();
    await come?.(page);
    return page;
  };
  const attachAll = async () => {
    for (const { id, Relationship, ...each } of fixture.links)
      await call('POST', '/api/Link/Upsert', { ...each, ...(Relationship && { Relationship }) });
  };
  test.each(
    lists.flatMap((list) => Object.entries(ways).map(([way, press]) => [list.name, way, list, press])),
  )('of %s: %s takes one', async (_name, way, list, act) => {
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

  test.each(
    askingLists.flatMap((list) =>
      Object.entries(ways)
        .filter(([way]) => way !== 'a slow double click')
        .map(([way, act]) => [list.name, way, list, act]),
    ),
  )('of %s: %s asks, and takes nothing', async (_name, way, list, act) => {
    if (way === 'a slow double click') return;
    const isTouch = way.includes('tap');
    const page = await open(list, isTouch ? { hasTouch: true, viewport: phone } : {});
    const writes = [];
    page.on('request', (request) => request.method() === 'DELETE' && writes.push(request.url()));
    const button = page.getByRole('button', { name: list.button, exact: true });
    await act(button, page);
    await page.getByRole('dialog', { name: list.button }).waitFor();
    await page.evaluate(() => fetch('/health'));
    expect(writes).toEqual([]);
  });
});
