import type { LinkwrightClient } from './client.js';
import type { LinkField } from './metadata.js';

/** The fields of links, by child domain, of all domains that the caller may view. @throws LinkwrightError */
export async function allLinkFields({
  domains,
}: Pick<LinkwrightClient, 'domains'>): Promise<Map<string, LinkField[]>> {
  const linkable = (await domains.list()).filter(({ Linkable }) => Linkable);
  const fields = linkable.map(async ({ Name }) => [Name, await domains.linkFields(Name)] as const);
  return new Map(await Promise.all(fields));
}
