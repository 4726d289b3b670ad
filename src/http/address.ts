/** Where a caller comes from: one way to find it, and one to group it, for every limit that goes by address. */
import { BlockList, isIP } from 'node:net';

const family = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** An IPv6 address in its one form (RFC 5952). Node parses it as a part of a URL. */
const canonical = (address: string) => new URL(`http://[${address}]`).hostname.slice(1, -1);

/**
 * An address in its one form, an IPv4 address that is written as an IPv6 one (`::ffff:192.0.2.1`) as IPv4; `undefined`
 * for what is no plain address: one with a port, in brackets, with a zone, a name, nothing.
 */
export function plainAddress(text: string): string | undefined {
  const version = text.includes('%') ? 0 : isIP(text);
  if (version !== 6) return version === 4 ? text : undefined;
  const address = canonical(text);
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(address);
  if (mapped === null) return address;
  const [high, low] = mapped.slice(1).map((part) => Number.parseInt(part, 16)) as [number, number];
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

/**
 * What a limit by address counts together: an IPv4 address, or the 64 bits of an IPv6 network, all of whose addresses
 * a single caller has. For anything else, the text itself.
 */
export function addressGroup(address: string): string {
  // A link-local socket's address names its interface.
  const plain = plainAddress(address.replace(/%.*$/, ''));
  if (plain === undefined || !plain.includes(':')) return plain ?? address;
  const [front = '', back] = plain.split('::').map((half) => half.split(':').filter((part) => part !== ''));
  const middle = Array.from({ length: back === undefined ? 0 : 8 - front.length - back.length }, () => '0');
  return `${[...front, ...middle, ...(back ?? [])].slice(0, 4).join(':')}::/64`;
}

/** The ranges that `--trust-proxy` has names for. */
export const namedRanges: Record<string, string[]> = {
  loopback: ['127.0.0.0/8', '::1/128'],
  linklocal: ['169.254.0.0/16', 'fe80::/10'],
  uniquelocal: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
};

/** Says of an address whether it is one of the proxies, which are named by address, range or `namedRanges`. */
export function proxyList(proxies: string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const range of proxies.flatMap((each) => namedRanges[each] ?? [each])) {
    const [address = '', bits] = range.split('/');
    if (bits === undefined) list.addAddress(address, family(address));
    else list.addSubnet(address, Number(bits), family(address));
  }
  return (address) => {
    const plain = plainAddress(address.replace(/%.*$/, ''));
    return plain !== undefined && list.check(plain, family(plain));
  };
}

/** Whether a server that listens at the address, or name, is reached from its own machine alone. */
export function isLoopback(host: string): boolean {
  return host.toLowerCase() === 'localhost' || proxyList(['loopback'])(host);
}

/**
 * The part of an `X-Forwarded-For` that can be believed: its last entries, as far as each is a plain address, in one
 * form. Nobody known vouches for what stands before an entry that is no address, so the proxy that passed it on counts
 * as the caller.
 */
export function believedForwards(header: string): string {
  const believed: string[] = [];
  for (const entry of header.split(',').reverse()) {
    const address = plainAddress(entry.trim());
    if (address === undefined) break;
    believed.unshift(address);
  }
  return believed.join(', ');
}
