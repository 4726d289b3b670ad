/** `--create-relationships`: adds the relationships that rows of links name and the client lacks. */
import { type LinkwrightClient, LinkwrightError, type RefusedEntry } from '../client/index.js';
import { accept } from '../contract/accept.js';
import { refusedEntry } from '../contract/bulk.js';
import { orRefusal, Refusal } from '../contract/errors.js';
import { RelationshipBody } from '../contract/metadata.js';
import { foldedName } from '../record/canonical.js';
import type { Answer, Body } from './import-run.js';

const properties = ['Relationship', 'NewRelationship'];

/** The relationships that a row names, folded, with how it names them. */
function namesOf(body: Body): Map<string, string> {
  const given = properties.map((property) => body[property]);
  const names = given.filter((name): name is string => typeof name === 'string' && name !== '');
  return new Map(names.map((name) => [foldedName(name), name]));
}

/**
 * Upserts links, and adds before the relationships that they name and the client lacks, each once. A row
 * whose relationship cannot be added is refused alone. A dry run says which would be added, and goes on
 * without them.
 */
export class RelationshipMaker {
  private readonly client: LinkwrightClient;
  private readonly dryRun: boolean;
  private known: Set<string> | undefined;
  private readonly lacking = new Set<string>();
  private readonly refused = new Map<string, RefusedEntry>();

  constructor(client: LinkwrightClient, dryRun: boolean) {
    this.client = client;
    this.dryRun = dryRun;
  }

  /** Answers each row, in their order. @throws LinkwrightError where a whole call fails */
  async *upsert(bodies: Body[]): AsyncGenerator<Answer, void> {
    for (const body of bodies) for (const [folded, name] of namesOf(body)) await this.see(folded, name);
    const refusals = bodies.map((body) => this.refusalOf(body));
    const sent = bodies
      .filter((_, at) => refusals[at] === undefined)
      .map((body) => this.withoutLacking(body));
    const answers = this.client.links.upsertMany(sent, { dryRun: this.dryRun });
    for (const refusal of refusals) yield refusal ?? ((await answers.next()).value as Answer);
  }

  private async see(folded: string, name: string): Promise<void> {
    this.known ??= await this.list();
    if (this.known.has(folded) || this.refused.has(folded)) return;
    if (this.dryRun) this.announce(folded, name);
    else await this.add(folded, name);
  }

  private async list(): Promise<Set<string>> {
    const relationships = await this.client.relationships.list();
    return new Set(relationships.flatMap(({ Code, Description }) => [Code, Description].map(foldedName)));
  }

  private async add(folded: string, name: string): Promise<void> {
    try {
      await this.client.relationships.save({ Code: name });
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
    const accepted = orRefusal(() => accept(RelationshipBody, { Code: name }));
    if (accepted instanceof Refusal) this.refused.set(folded, refusedEntry(accepted));
    else {
      process.stderr.write(`Would add the relationship '${name}'.\n`);
      this.lacking.add(folded);
    }
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
