/** Adds the relationships that rows of links name and the client lacks. */
import { type LinkwrightClient, LinkwrightError, type RefusedEntry } from '../client/index.js';
import { foldedName } from '../contract/folded-name.js';
import type { Answer, Body } from './run.js';

const properties = ['Relationship', 'NewRelationship'];

/** The relationships that a row names, folded, with how it names them. */
function namesOf(body: Body): Map<string, string> {
  const given = properties.map((property) => body[property]);
  const names = given.filter((name): name is string => typeof name === 'string' && name !== '');
  return new Map(names.map((name) => [foldedName(name), name]));
}

export interface RelationshipOptions {
  dryRun: boolean;
  signal?: AbortSignal | undefined;
  /** Is told, in a dry run, of each that would be added; answers why that would be refused, if it would. */
  onLacking(name: string): RefusedEntry | undefined;
}

/**
 * Upserts links, and adds before the relationships that they name and the client lacks, each once. A row
 * whose relationship cannot be added is refused alone. A dry run says which would be added, and goes on
 * without them.
 */
export class RelationshipMaker {
  private readonly client: LinkwrightClient;
  private readonly options: RelationshipOptions;
  private known: Set<string> | undefined;
  private readonly lacking = new Set<string>();
  private readonly refused = new Map<string, RefusedEntry>();

  constructor(client: LinkwrightClient, options: RelationshipOptions) {
    this.client = client;
    this.options = options;
  }

  /** Answers each row, in their order. @throws LinkwrightError where a whole call fails */
  async *upsert(bodies: Body[]): AsyncGenerator<Answer, void> {
    for (const body of bodies) for (const [folded, name] of namesOf(body)) await this.see(folded, name);
    const refusals = bodies.map((body) => this.refusalOf(body));
    const sent = bodies
      .filter((_, at) => refusals[at] === undefined)
      .map((body) => this.withoutLacking(body));
    const { dryRun, signal } = this.options;
    const answers = this.client.links.upsertMany(sent, { dryRun, signal });
    for (const refusal of refusals) yield refusal ?? ((await answers.next()).value as Answer);
  }

  private async see(folded: string, name: string): Promise<void> {
    this.known ??= await this.list();
    if (this.known.has(folded) || this.refused.has(folded)) return;
    if (this.options.dryRun) this.announce(folded, name);
    else await this.add(folded, name);
  }

  private async list(): Promise<Set<string>> {
    const relationships = await this.client.relationships.list({ signal: this.options.signal });
    return new Set(relationships.flatMap(({ Code, Description }) => [Code, Description].map(foldedName)));
  }

  private async add(folded: string, name: string): Promise<void> {
    try {
      await this.client.relationships.save({ Code: name }, { signal: this.options.signal });
    } catch (error) {
      if (!(error instanceof LinkwrightError)) throw error;
      // Another import may have added it, or this call, whose answer was lost.
      this.known = await this.list();
      if (this.known.has(folded)) return;
      if (error.code !== 'invalid_request') throw error;
      this.refused.set(folded, { IsSuccessful: false, Message: error.message, ErrorCode: error.code });
    }
    this.known?.add(folded);
  }

  private announce(folded: string, name: string): void {
    const refusal = this.options.onLacking(name);
    if (refusal === undefined) this.lacking.add(folded);
    else this.refused.set(folded, refusal);
    this.known?.add(folded);
  }

  private refusalOf(body: Body): RefusedEntry | undefined {
    const refused = [...namesOf(body).keys()].find((folded) => this.refused.has(folded));
    return refused === undefined ? undefined : this.refused.get(refused);
  }

  private withoutLacking(body: Body): Body {
    if (this.lacking.size === 0) return body;
    return Object.fromEntries(
      Object.entries(body).filter(
        ([property, value]) => !properties.includes(property) || !this.lacking.has(foldedName(String(value))),
      ),
    );
  }
}
