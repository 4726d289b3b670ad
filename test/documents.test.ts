/** The documents are true: what they name is there, and what the reference promises is what the program knows. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { behavior } from '#linkwright/contract/behavior.js';
import { errorTable } from '#linkwright/contract/errors.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (name: string): string => readFileSync(join(root, name), 'utf8');

/** Every text file that belongs to the repository, also before it is committed. */
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root })
  .toString()
  .split('\n')
  .filter((name) => /\.(ts|tsx|mjs|md|json|ya?ml|css|lua)$|^\.ci\/run$/.test(name))
  .filter((name) => name !== 'package-lock.json' && existsSync(join(root, name)));

const documents = files.filter((name) => name.endsWith('.md'));
/** A decision tells of its day: it may name a script or a command that is not there any more. */
const presentDocuments = documents.filter((name) => !/^docs\/decisions\/\d/.test(name));

/** A document without its blocks of code, in which `#` begins no heading and brackets make no link. */
const prose = (text: string): string => text.replace(/^```.*?^```/gms, '');

/** A text in one line, so that what a line's end parts is found; also in a comment. */
const unwrapped = (text: string): string => text.replace(/\s*\n\s*(?:\*|\/\/)?\s*/g, ' ');

/** The anchors of a document's headings, as GitHub makes them. */
function anchorsOf(name: string): string[] {
  const headings = [...prose(read(name)).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading);
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(' ', '-'),
  );
}

/** What is wrong with a reference to a file, and to a heading of it where one is named. */
function faultOf(path: string, anchor: string | undefined): string | undefined {
  if (!existsSync(join(root, path))) return 'there is no such file';
  if (anchor === undefined || !path.endsWith('.md')) return undefined;
  return anchorsOf(path).includes(anchor) ? undefined : 'there is no such heading';
}

describe('the documents', () => {
  test('every document and rule that a file cites is there', () => {
    const faults = files.flatMap((name) =>
      [...read(name).matchAll(/(?<![\w/.])(docs\/[\w/.-]+\.md)(?:#([\w-]+))?/g)].flatMap(
        ([citation, path = '', anchor]) => {
          const fault = faultOf(path, anchor);
          return fault === undefined ? [] : [`${name}: ${citation}: ${fault}`];
        },
      ),
    );
    expect(faults).toEqual([]);
  });

  test('every link of a document leads somewhere', () => {
    const faults = documents.flatMap((name) => {
      const links = [...prose(read(name)).matchAll(/\]\(([^()\s]+)\)|(?:src|srcset|href)="([^"\s]+)"/g)];
      return links.flatMap(([, link, attribute]) => {
        const target = link ?? attribute ?? '';
        if (/^[a-z]+:/.test(target)) return [];
        const [path = '', anchor] = target.split('#');
        const fault = faultOf(path === '' ? name : normalize(join(dirname(name), path)), anchor);
        return fault === undefined ? [] : [`${name}: ${target}: ${fault}`];
      });
    });
    expect(faults).toEqual([]);
  });

  test('no file cites a text that is not in the repository', () => {
    const outside = /\b(contract|design)('s)?,? sections?\b/i;
    expect(files.filter((name) => outside.test(unwrapped(read(name))))).toEqual([]);
  });

  test('every npm script, file and command that a document names is there', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const commands = read('src/cli/program.ts');
    for (const name of presentDocuments) {
      const text = read(name);
      for (const [, script = ''] of text.matchAll(/npm run ([\w:-]+)/g))
        expect(Object.keys(scripts), name).toContain(script);
      for (const [, path = ''] of text.matchAll(
        /(?<![\w/.])((?:src|test|docs|bench|scripts|examples)\/[\w./-]+\.\w+)/g,
      )) {
        // The register's files are unpacked before they are used; a package's own paths are links, seen above.
        const isThere = [path, `${path}.gz`, join(dirname(name), path)].some((each) =>
          existsSync(join(root, each)),
        );
        expect(isThere, `${name} names ${path}`).toBe(true);
      }
      for (const [, command = ''] of text.matchAll(/(?:^|npx )linkwright ([a-z]+)(?= |$)/gm))
        expect(commands, `${name} names the command ${command}`).toContain(`  ${command}: async`);
    }
  });
});

describe('the reference', () => {
  const pages = documents.filter((name) => name.startsWith('docs/reference/'));

  test.each(pages)('%s names each rule once, and stands in the list of pages', (page) => {
    const anchors = anchorsOf(page);
    expect(anchors.filter((anchor, at) => anchors.indexOf(anchor) !== at)).toEqual([]);
    if (page !== 'docs/reference/README.md')
      expect(read('docs/reference/README.md')).toContain(`](${page.slice('docs/reference/'.length)})`);
  });

  test('has every code of an error, with its statuses and meaning', () => {
    const rows = Object.entries(errorTable).map(
      ([code, { status, problemStatus, meaning }]) =>
        `| \`${code}\` | ${status} | ${problemStatus} | ${meaning} |`,
    );
    const table = [...read('docs/reference/errors.md').matchAll(/^\| `.*$/gm)].map(([row]) => row);
    expect(table).toEqual(rows);
  });

  test('has every row of the behavior tables, in order', () => {
    const rows = [...read('docs/reference/upsert.md').matchAll(/^\| ([PR]\d+) \|/gm)].map(([, row]) => row);
    expect(rows).toEqual([...behavior.pair, ...behavior.relationship].map(({ row }) => row));
  });
});

describe('the decisions', () => {
  const index = read('docs/decisions/README.md');
  const decisions = documents.filter((name) => /^docs\/decisions\/\d/.test(name));

  test.each(decisions)('%s has a title, a status and a date, and stands so in the index', (name) => {
    const [, number, title] = /^# (\d+)\. (.+)$/m.exec(read(name)) ?? [];
    const [, status, date] = /^Status: (.+)\. Date: (\d{4}-\d\d-\d\d)\.$/m.exec(read(name)) ?? [];
    expect(Number(number)).toBe(Number(name.slice('docs/decisions/'.length).slice(0, 4)));
    const file = name.slice('docs/decisions/'.length);
    expect(index).toContain(`| [${number}](${file}) | ${title} | ${status} | ${date} |`);
  });

  test('every file that a decision names is there, unless it is replaced', () => {
    const faults = decisions
      .filter((name) => !/^Status: Replaced/m.test(read(name)))
      .flatMap((name) =>
        [...read(name).matchAll(/`([\w./-]+\.(?:tsx?|mjs|js|css|lua))`/g)]
          .map(([, path = '']) => path)
          .filter((path) => !files.some((file) => `/${file}`.endsWith(`/${path}`)))
          .map((path) => `${name} names ${path}`),
      );
    expect(faults).toEqual([]);
  });

  test('every decision that the code names by its number is there', () => {
    const numbers = decisions.map((name) => Number(/\d+/.exec(name)?.[0]));
    const code = files.filter((name) => /^(src|console\/src|test|bench)\//.test(name));
    const faults = code.flatMap((name) => {
      const text = unwrapped(read(name));
      return [...text.matchAll(/\bdecisions? (\d+(?:(?:, | and )\d+)*)/gi)].flatMap(([citation, list = '']) =>
        list
          .split(/\D+/)
          .filter((number) => !numbers.includes(Number(number)))
          .map((number) => `${name}: ${citation}: there is no decision ${number}`),
      );
    });
    expect(faults).toEqual([]);
  });
});
