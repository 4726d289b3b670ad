/**
 * Every box of the console that completes: what is typed and not chosen stays, the first option that fits is marked, and
 * Enter chooses it before it sends.
 */
import type { Locator, Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser, openWindow, startConsole, type WindowOptions } from '../support/browser.js';
import { choose, csvOf } from '../support/import-page.js';
import { claimsFixture } from '../support/records-console.js';
import { required } from '../support/required.js';
import type { TestServer } from '../support/server.js';
import { consoleStore } from '../support/stores.js';

const press = (where: Page | Locator, name: string) =>
  where.getByRole('button', { name, exact: true }).click();
const importPage = async (page: Page) => {
  await choose(page, csvOf('posts.csv', ['number', 'role'], [['CLM-2026-0001', 'Witness']]));
  await page.getByRole('heading', { name: 'Columns' }).waitFor();
};

/** Where boxes are. */
interface BoxPlace {
  path: string;
  /** How they are come to. */
  come: (page: Page) => Promise<void>;
  within?: 'dialog' | 'tabpanel' | 'form';
  /** What the boxes there are called. */
  boxes: string[];
  /** Whether they take any text. */
  free?: boolean;
  /** Whether a choice does something at once. */
  acts?: boolean;
  /** Which of the options is chosen; else the last. */
  pick?: number;
}

const places: BoxPlace[] = [
  {
    path: 'records/Claim/5001',
    come: (page) => press(page, 'Attach a contact'),
    boxes: ['Contact', 'Relationship'],
  },
  {
    path: 'records/Claim/5002',
    come: (page) => press(page, 'Change the relationship of Tom Okafor (Claimant)'),
    boxes: ['New relationship of Tom Okafor (Claimant)'],
    acts: true,
  },
  { path: 'records/Claim', come: async () => {}, boxes: ['Domain'], acts: true },
  { path: 'records/Claim', come: (page) => press(page, 'Filter'), within: 'dialog', boxes: ['Field'] },
  { path: 'records/Custom.Vessel/new', come: async () => {}, boxes: ['Kind', 'Owner'] },
  {
    path: 'graph/Claim/5002',
    come: (page) => page.getByRole('tab', { name: 'Path' }).click(),
    within: 'tabpanel',
    // Claims, of which there are some.
    pick: 0,
    boxes: ['Domain', 'Record', 'Domain', 'Record'],
  },
  { path: 'activity', come: async () => {}, boxes: ['Operation'] },
  { path: 'changes', come: async () => {}, boxes: ['Domain'] },
  { path: 'administration/users', come: (page) => press(page, 'New user'), boxes: ['Roles'] },
  { path: 'administration/tokens', come: (page) => press(page, 'New token'), boxes: ['User', 'Roles'] },
  {
    path: 'administration/domains?domain=Custom.Vessel',
    come: async (page) => {
      await press(page, 'New field');
      await page.getByRole('combobox', { name: 'Type' }).click();
      await page.getByRole('option', { name: 'A record of another domain' }).click();
    },
    boxes: ['Domain that it refers to'],
  },
  {
    path: 'import',
    come: importPage,
    boxes: [
      'Encoding',
      'Parent domain',
      'Parent is found by',
      'Child domain',
      'Child is found by',
      'Relationship in every row',
      'What number becomes',
      'What role becomes',
    ],
  },
  {
    path: 'import',
    come: async (page) => {
      await page.getByText('Records', { exact: true }).last().click();
      await page.getByRole('combobox', { name: 'Domain' }).click();
      await page.getByRole('option').first().click();
      await press(page, 'Add a value');
    },
    // As it is: another has other fields.
    pick: 0,
    boxes: ['Domain', 'Match fields', 'Field'],
  },
  {
    path: 'reference/upsertLink',
    come: (page) => page.getByRole('form', { name: 'Try It' }).waitFor(),
    within: 'form',
    free: true,
    boxes: [
      'ParentDomain',
      'ParentRecordMatchField',
      'ChildDomain',
      'ChildRecordMatchField',
      'Relationship',
      'NewRelationship',
    ],
  },
];

/** Boxes in which several are chosen. */
const ofSeveral = ['Roles', 'Match fields'];

const nonsense = 'zzqqx';

describe.skipIf(!hasBrowser)('what is typed into a box', () => {
  const store = consoleStore('sqlite');
  let server: TestServer;
  beforeAll(async () => {
    server = await startConsole(store, [claimsFixture]);
  });
  const open = async (path: string, options: WindowOptions = {}) => {
    const page = await openWindow(server, { token: await server.token('ada'), path: `/${path}`, ...options });
    await page.getByRole('heading', { level: 1 }).waitFor();
    return page;
  };
  const here = (page: Page, { within }: BoxPlace) => {
    const place = within === undefined ? page : page.getByRole(within).first();
    return place.locator('[role=combobox][aria-autocomplete=list]');
  };
  const come = async (place: BoxPlace) => {
    const page = await open(place.path);
    await place.come(page);
    await here(page, place).first().waitFor();
    return page;
  };
  const labelOf = (box: Locator) =>
    box.evaluate((input) => {
      const [label] = input instanceof HTMLInputElement ? (input.labels ?? []) : [];
      return input.getAttribute('aria-label') ?? label?.textContent ?? '';
    });
  /** Requests by which something is written. */
  const writesOf = (page: Page) => {
    const writes: string[] = [];
    page.on('request', (request) => {
      const isDry = new URL(request.url()).searchParams.get('dryRun') === 'true';
      if (request.method() !== 'GET' && !isDry && request.url().includes('/api/')) writes.push(request.url());
    });
    return writes;
  };

  test.each(places.map((place) => [place.path, place.boxes.join(', '), place]))(
    'in %s: %s',
    async (_path, _boxes, place) => {
      const page = await come(place);
      const boxes = here(page, place);
      const labels: string[] = [];
      for (const box of await boxes.all()) labels.push(await labelOf(box));
      expect(labels).toEqual(place.boxes);
      const writes = writesOf(page);
      for (const [at, label] of labels.entries()) {
        const box = boxes.nth(at);
        for (const domain of place.free ? ['ParentDomain', 'ChildDomain'] : [])
          await page.getByRole('combobox', { name: domain }).fill('Contact');
        await box.focus();
        await box.fill(nonsense);
        // Where any text is good Enter sends it.
        if (!place.free) await page.keyboard.press('Enter');
        await page.keyboard.press('Tab');
        expect(await box.inputValue()).toBe(nonsense);
        if (!place.free) await expect.poll(() => box.getAttribute('aria-invalid')).toBe('true');
        // What is typed anew is found, the first of it is marked, and Enter chooses that.
        await box.focus();
        await box.fill('');
        await page.getByRole('option').first().waitFor();
        // Of several, what is chosen already is not offered again.
        const isNew = ofSeveral.includes(label) ? { selected: false } : {};
        const offered = await page.getByRole('option', isNew).allInnerTexts();
        const typed = required(offered.at(place.pick ?? -1))
          .toLowerCase()
          .slice(0, 4);
        await box.fill(typed);
        const marked = () =>
          box.evaluate((input) => {
            const id = input.getAttribute('aria-activedescendant');
            return id === null ? undefined : document.getElementById(id)?.innerText;
          });
        await expect.poll(marked).toBeDefined();
        const first = required(await marked());
        expect(first.toLowerCase()).toContain(typed);
        await expect.poll(() => page.getByRole('option').first().innerText()).toBe(first);
        if (place.acts) continue;
        await page.keyboard.press('Enter');
        if (ofSeveral.includes(label)) await page.getByText(first, { exact: true }).first().waitFor();
        else await expect.poll(() => box.inputValue()).toBe(first);
        await page.keyboard.press('Escape');
        if (!(await box.isVisible())) break;
      }
      expect(writes).toEqual([]);
    },
  );

  const linksOf = async (claim: number) => {
    const path = `/api/Link/Query?parentDomain=Claim&parentRecordID=${claim}&childDomain=Contact`;
    const { body } = await server.call('GET', path, { token: await server.token('ada') });
    return body.map(({ ChildID, ContactType }) => [ChildID, ContactType]);
  };

  test.each([
    ['Enter', 2001, (page: Page) => page.keyboard.press('Enter')],
    ['Tab', 2002, (page: Page) => page.keyboard.press('Tab')],
    ['the button', 2003, async () => {}],
  ])('is the relationship that is attached: %s', async (_way, contact, leave) => {
    const page = await open('records/Claim/5001');
    await press(page, 'Attach a contact');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: 'Contact' }).fill(String(contact));
    // Before its answer has come: Enter waits for it.
    await page.keyboard.press('Enter');
    await expect
      .poll(() => dialog.getByRole('combobox', { name: 'Contact' }).inputValue())
      .toContain(`C-${contact}`);
    await page.keyboard.press('Tab');
    await page.keyboard.type('wit');
    await leave(page);
    await press(dialog, 'Attach');
    await dialog.waitFor({ state: 'detached' });
    expect(await linksOf(5001)).toContainEqual([contact, 'Witness']);
  });

  test('is never sent without its choice, and takes the place of what was chosen', async () => {
    const page = await open('records/Claim/5002');
    const before = await linksOf(5002);
    await press(page, 'Attach a contact');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: 'Contact' }).fill('2001');
    await page.keyboard.press('Enter');
    await expect.poll(() => dialog.getByRole('status').textContent()).toContain('Maria Jensen');
    const role = dialog.getByRole('combobox', { name: 'Relationship' });
    // Several fit.
    await role.fill('er');
    await page.keyboard.press('Tab');
    await press(dialog, 'Attach');
    await dialog.getByText('Not chosen yet: choose one of the list', { exact: false }).first().waitFor();
    await expect.poll(() => role.evaluate((box) => box === document.activeElement)).toBe(true);
    expect(await linksOf(5002)).toEqual(before);
    // The first gives up what was typed, and closes the list.
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await press(page, 'Change the relationship of Tom Okafor (Claimant)');
    await page.keyboard.type('und');
    expect(await page.getByRole('combobox').first().inputValue()).toBe('und');
    await page.keyboard.press('Enter');
    await expect.poll(() => linksOf(5002)).toEqual([[2002, 'Underwriter']]);
  });

  test('and what is chosen is not lost where the page is late', async () => {
    const page = await openWindow(server, { token: await server.token('ada'), path: '/account' });
    // As on a machine with too much to do: what a page wants done at once is done some time later.
    await page.addInitScript(() => {
      window.setTimeout = new Proxy(window.setTimeout, {
        apply: (own, _window, [act, after = 0, ...rest]: Parameters<typeof setTimeout>) =>
          own(act, after < 5 ? 300 : after, ...rest),
      });
    });
    await page.goto(`${server.address}/administration/domains?domain=Custom.Vessel`);
    for (let round = 0; round < 3; round++) {
      await press(page, 'New field');
      const form = page.getByRole('dialog', { name: 'New field' });
      await form.getByLabel('Name', { exact: true }).fill('Flag');
      await form.getByRole('combobox', { name: 'Type' }).click();
      // Until everything that was put off is done.
      await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 700)));
      await page.getByRole('option', { name: 'One of several codes' }).click({ timeout: 5_000 });
      await form.getByLabel('Codes', { exact: true }).waitFor();
      await press(form, 'Cancel');
      await form.waitFor({ state: 'detached' });
    }
  });
});
