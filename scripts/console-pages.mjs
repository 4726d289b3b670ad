/** Every page of the console, on the demo's client for looking around: for the pictures, and for the walk through all pages. */
export const consolePages = [
  { name: 'overview', path: '' },
  {
    name: 'palette',
    path: '',
    async before(page) {
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox', { name: 'Search and commands' }).fill('brandt');
      await page.getByText('Brandt · C-', { exact: false }).first().waitFor();
    },
  },
  { name: 'account', path: 'account' },
  { name: 'records', path: 'records/Claim?search=water&sort=-Amount' },
  { name: 'record', path: 'records/Claim/1' },
  { name: 'record-files', path: 'records/Claim/1?tab=files' },
  { name: 'record-history', path: 'records/Claim/1?tab=history' },
  {
    name: 'record-removed',
    path: 'records/Claim/2',
    async before(page) {
      await page
        .getByRole('button', { name: /^Remove/ })
        .first()
        .click();
      await page.getByRole('button', { name: /^Undo the removal/ }).waitFor();
    },
  },
  { name: 'record-referring', path: 'records/Policy/1?tab=referring' },
  { name: 'record-contact', path: 'records/Contact/1' },
  {
    name: 'record-merge',
    path: 'records/Contact/1/merge?with=2',
    before: (page) => page.getByText('A merge cannot be taken back', { exact: false }).waitFor(),
  },
  { name: 'record-new', path: 'records/Claim/new' },
  { name: 'record-gone', path: 'records/Claim/99999' },
  { name: 'graph', path: 'graph/Claim/1?expand=Contact-1,Contact-20,Contact-50', before: untilDrawn },
  { name: 'graph-path', path: 'graph/Claim/1?from=Claim-1&to=Claim-2', before: untilDrawn },
  { name: 'import', path: 'import', before: chooseFile },
  { name: 'import-reading', path: 'import', before: chooseSheet },
  {
    name: 'import-dry-run',
    path: 'import',
    async before(page) {
      await chooseFile(page);
      await page.getByRole('button', { name: 'Dry run' }).click();
      await page.getByText('Nothing was written', { exact: false }).waitFor();
      await page
        .getByRole('button', { name: /^Details of line/ })
        .first()
        .click();
      await page.getByText('Records whose keys are near to it').waitFor();
    },
  },
  {
    name: 'activity',
    path: 'activity',
    async before(page) {
      await page.getByRole('img', { name: /^Requests by minute: / }).waitFor();
      await page.getByRole('table', { name: 'Latest requests' }).getByRole('button').first().waitFor();
    },
  },
  { name: 'activity-table', path: 'activity?view=table&span=day' },
  {
    name: 'changes',
    path: 'changes',
    before: (page) =>
      page.getByRole('list', { name: 'Changes of links' }).getByRole('listitem').first().waitFor(),
  },
  {
    name: 'changes-of-records',
    path: 'changes?of=records&domain=Claim',
    before: (page) =>
      page.getByRole('list', { name: 'Changes of records' }).getByRole('listitem').first().waitFor(),
  },
  { name: 'users', path: 'administration/users' },
  { name: 'roles', path: 'administration/roles' },
  { name: 'permission-grid', path: 'administration/roles?role=Claims%20administrator' },
  { name: 'tokens', path: 'administration/tokens' },
  { name: 'relationships', path: 'administration/relationships' },
  { name: 'domains', path: 'administration/domains' },
  { name: 'fields', path: 'administration/domains?domain=Claim' },
  { name: 'client', path: 'administration/client' },
  { name: 'audit-log', path: 'administration/audit' },
  {
    name: 'audit-log-entry',
    path: 'administration/audit?kind=role',
    async before(page) {
      await page
        .getByRole('button', { name: /^Details of Role/ })
        .first()
        .click();
      await page.getByRole('table', { name: 'What differs' }).waitFor();
    },
  },
  { name: 'reference-errors', path: 'reference/topics/errors' },
  {
    name: 'reference',
    path: 'reference/upsertLink',
    before: (page) => page.getByRole('heading', { level: 2, name: 'Try It' }).waitFor(),
  },
  {
    name: 'reference-try-it',
    path: 'reference/upsertLink#try-it',
    // A dry run, with the row of the behavior table that decided.
    before: async (page) => {
      await page.getByRole('button', { name: 'Fill in an example' }).click();
      await page.getByRole('menuitem', { name: 'What would the call do?' }).click();
      const form = page.getByRole('form', { name: 'Try It' });
      await form.getByLabel('ParentRecordID').fill('1');
      await form.getByLabel('ChildRecordID').fill('3');
      await form.getByRole('button', { name: 'Send' }).click();
      await page.getByRole('status').filter({ hasText: / ms/ }).waitFor();
    },
  },
  { name: 'not-found', path: 'nowhere' },
  { name: 'welcome', path: 'welcome#SECRET' },
  // This page comes last: from here on nobody is signed in.
  {
    name: 'sign-in',
    path: '',
    async before(page) {
      await page.evaluate(() => localStorage.clear());
      await page.reload();
      await page.getByRole('button', { name: 'Sign in' }).waitFor();
    },
  },
];

/** Waits for the picture of a graph. */
async function untilDrawn(page) {
  await page.getByRole('application').waitFor();
  await page.getByText(/^[\d,]+ records and [\d,]+ links are shown\./).waitFor();
}

async function chooseText(page, name, text, encoding) {
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a file' }).click();
  const buffer = Buffer.from(text, encoding);
  await (await choosing).setFiles({ name, mimeType: 'text/csv', buffer });
  await page.getByRole('heading', { name: 'Columns' }).waitFor();
}

/** Chooses a file as a spreadsheet of another language saves it, and goes to what is read of it. */
async function chooseSheet(page) {
  const rows = [
    ['ClaimNumber', 'Description', 'LossDate', 'Amount'],
    ['CLM-2026-0401', 'Wasserschaden, Müllerstraße', '14.03.2026', '1.500,25'],
    ['CLM-2026-0402', 'Sturm', '3.4.2026', '820'],
    ['CLM-2026-0403', 'Hagel', '31.02.2026', '75,50'],
  ];
  await chooseText(page, 'schaeden.csv', rows.map((cells) => `${cells.join(';')}\r\n`).join(''), 'latin1');
  await page.getByText('Records', { exact: true }).last().click();
  await page.getByRole('combobox', { name: 'Domain' }).click();
  await page.getByRole('option', { name: 'Claim', exact: true }).click();
  await page.getByRole('table', { name: 'As it is read' }).scrollIntoViewIfNeeded();
}

/** Chooses a file of contacts on claims to import, some of whom do not exist. */
async function chooseFile(page) {
  const rows = Array.from({ length: 400 }, (_, at) => {
    const claim = `CLM-2026-${String(1 + (at % 30)).padStart(4, '0')}`;
    const contact = at % 23 === 5 ? 'C-9999' : `C-${1_001 + ((at * 7) % 70)}`;
    return [at % 29 === 3 ? claim.toLowerCase() : claim, contact, at % 31 === 7 ? 'Adjustr' : 'Witness'];
  });
  const text = [['claim_number', 'contact', 'role'], ...rows].map((cells) => `${cells.join(',')}\n`).join('');
  await chooseText(page, 'posts.csv', text);
}
