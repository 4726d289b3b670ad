/** What the values of a field with a format look like (docs/reference/metadata.md#rules-of-a-field). */

type Format = 'email' | 'url' | 'phone';

const emailCharacters = 254;
const label = '[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?';
const email = new RegExp(`^[^\\s@"(),:;<>[\\\\\\]]{1,64}@(?:${label}\\.)+${label}$`, 'u');

const phone = /^\+?[0-9 ()./-]+$/;

/** Digits of a telephone number: the most are those of E.164. */
const phoneDigits = { min: 3, max: 15 };

const fits: Record<Format, (text: string) => boolean> = {
  email: (text) => text.length <= emailCharacters && email.test(text),
  url: (text) => /^https?:\/\/\S+$/iu.test(text) && URL.canParse(text),
  phone: (text) => {
    const digits = text.replace(/\D/g, '').length;
    return phone.test(text) && digits >= phoneDigits.min && digits <= phoneDigits.max;
  },
};

/** What is accepted, for messages. */
export const formatWords: Record<Format, string> = {
  email: 'an email address like ana@example.com',
  url: 'an address like https://example.com/page',
  phone: 'a telephone number like +49 30 1234',
};

export function hasFormat(format: Format, text: string): boolean {
  return fits[format](text);
}
