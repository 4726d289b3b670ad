/** Which passwords are not accepted, since they are guessed first (NIST SP 800-63B, 3.1.1.2). */
import { invalidRequest } from '../contract/errors.js';
import { limits } from '../limits/limits.js';

/** A guesser tries upper and lower case, and letters that look alike in Unicode, as one. */
const folded = (text: string) => text.normalize('NFKC').toLowerCase();

const isLetter = (character: string) => /^\p{L}$/u.test(character);

/** The text without the digits and signs around it, which a guesser tries too. */
function bare(text: string): string {
  const characters = [...folded(text)];
  const from = characters.findIndex(isLetter);
  return from === -1 ? '' : characters.slice(from, characters.findLastIndex(isLetter) + 1).join('');
}

let common: Promise<Set<string>> | undefined;

/** Passwords that many people have. Read when the first password is set: it takes some hundredths of a second. */
async function commonPasswords(): Promise<Set<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common');
  return new Set(dictionary['passwords-common']);
}

/** Each says what a password must be, and whether one is not. `names` are those of account, client and user. */
const rules: [must: string, breaks: (password: string, names: string[]) => boolean | Promise<boolean>][] = [
  [
    `have ${limits.passwordCharacters} characters or more without the white space around it`,
    (password) => [...password.trim()].length < limits.passwordCharacters,
  ],
  [
    'not be one character over and over',
    (password) => new Set(folded(password).replaceAll(/\s/g, '')).size === 1,
  ],
  [
    'not be the name of the user, the client or the account, with or without digits and signs around it',
    (password, names) => {
      const known = new Set(
        names.flatMap((name) => [folded(name), bare(name)]).filter((name) => name !== ''),
      );
      return known.has(folded(password)) || known.has(bare(password));
    },
  ],
  [
    'not be a password that many people use, with or without digits and signs around it',
    async (password) => {
      common ??= commonPasswords();
      const known = await common;
      return known.has(folded(password)) || known.has(bare(password));
    },
  ],
];

/**
 * Holds a password that is being set to every rule of passwords. Those that were set earlier are not checked.
 *
 * @param property what the password is called in the message, and where it stands in the body
 * @throws Refusal `invalid_request`, which says what it must be and does not repeat it
 */
export async function requireGoodPassword(
  property: string,
  password: string,
  names: string[],
): Promise<void> {
  for (const [must, breaks] of rules) {
    if (await breaks(password, names)) throw invalidRequest(`${property} must ${must}.`, `/${property}`);
  }
}
