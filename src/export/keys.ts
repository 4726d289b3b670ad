import { LRUCache } from 'lru-cache';
import { type LinkwrightClient, LinkwrightError } from '../client/index.js';
import { hint } from '../text/nearest.js';

/** How many keys are kept: links come in no order of their records, and memory should stay flat. */
const keptKeys = 100_000;

/** How many records are read at a time. */
const readsAtOnce = 16;

/** What names a record in an export: its business key or its id. */
export type RecordKey = string | number;

/** A field that was chosen to name records, and cannot. */
export class KeyFault extends Error {}

/** The business keys that an export gives for records of some domains, in place of ids. */
export class RecordKeys {
  private readonly client: LinkwrightClient;
  private readonly fields: Map<string, string>;
  private readonly keys = new LRUCache<string, { key: RecordKey | null }>({ max: keptKeys });

  private constructor(client: LinkwrightClient, fields: Map<string, string>) {
    this.client = client;
    this.fields = fields;
  }

  /**
   * @param fields each with its domain; where one domain has several, the last counts
   * @throws KeyFault where one cannot be a match field
   * @throws LinkwrightError
   */
  static async by(client: LinkwrightClient, fields: [domain: string, field: string][]): Promise<RecordKeys> {
    for (const [domain, field] of fields) {
      const known = (await client.domains.fields(domain))
        .filter(({ CanMatch }) => CanMatch)
        .map(({ Name }) => Name);
      if (!known.includes(field)) {
        throw new KeyFault(
          `'${field}' is no Text or Numeric field of the ${domain} domain.${hint(field, known)}`,
        );
      }
    }
    return new RecordKeys(client, new Map(fields));
  }

  /** The field by which records of the domain are named; `undefined` where it is their id. */
  fieldOf(domain: string): string | undefined {
    return this.fields.get(domain);
  }

  /** Reads the keys of these records, so that `keyOf` knows them. @throws LinkwrightError */
  async load(records: { domain: string; id: number }[]): Promise<void> {
    const wanted = new Map(records.map(({ domain, id }) => [`${domain}:${id}`, { domain, id }]));
    const left = [...wanted.values()].filter(
      ({ domain, id }) => this.fields.has(domain) && !this.keys.has(`${domain}:${id}`),
    );
    const readOn = async () => {
      for (let next = left.pop(); next !== undefined; next = left.pop()) await this.readKey(next);
    };
    await Promise.all(Array.from({ length: readsAtOnce }, readOn));
  }

  /** The key of a record that has been loaded; `undefined` where it has none, or is gone. */
  keyOf(domain: string, id: number): RecordKey | undefined {
    return this.keys.get(`${domain}:${id}`)?.key ?? undefined;
  }

  private async readKey({ domain, id }: { domain: string; id: number }): Promise<void> {
    let key: RecordKey | null = null;
    try {
      const record = await this.client.records(domain).read(id);
      key = record[this.fields.get(domain) as string] as RecordKey | null;
    } catch (error) {
      if (!(error instanceof LinkwrightError && error.code === 'not_found')) throw error;
    }
    this.keys.set(`${domain}:${id}`, { key });
  }
}
