/** Adds the relationships that rows of links name and the client lacks. */
import type { LinkwrightClient, RefusedEntry } from '../client/index.js';
import { foldedName } from '../text/folded-name.js';
import type { Body } from './mapping.js';
import type { Answer } from './run.js';

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
  /** Called, in a dry run, for each that would be added. */
  onLacking(name: string): void;
}

/**
 * Upserts links, and first adds the relationships that they name and the client lacks: each once, those of a chunk in
 * one call. Where a relationship cannot be added, only its rows are refused. A dry run says which would be added, and
 * continues without them.
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
    await this.see(bodies);
    const refusals = bodies.map((body) => this.refusalOf(body));
    const sent = bodies
      .filter((_, at) => refusals[at] === undefined)
      .map((body) => this.withoutLacking(body));
    const { dryRun, signal } = this.options;
    const answers = this.client.links.upsertMany(sent, { dryRun, signal, candidates: dryRun });
    for (const refusal of refusals) yield refusal ?? ((await answers.next()).value as Answer);
  }

  private async see(bodies: Body[]): Promise<void> {
    const named = bodies.flatMap((body) => [...namesOf(body)]);
    if (named.length === 0) return;
    this.known ??= await this.list();
    const unknown = new Map<string, string>();
    // The relationship is spelled as in the first row that names it.
    for (const [folded, name] of named)
      if (!this.known.has(folded) && !unknown.has(folded)) unknown.set(folded, name);
    await this.add(unknown);
    for (const folded of unknown.keys()) this.known.add(folded);
  }

  private async list(): Promise<Set<string>> {
    const relationships = await this.client.relationships.list({ signal: this.options.signal });
    return new Set(relationships.flatMap(({ Code, Description }) => [Code, Description].map(foldedName)));
  }

  private async add(unknown: Map<string, string>): Promise<void> {
    if (unknown.size === 0) return;
    const entries = [...unknown.values()].map((Code) => ({ Code }));
    const names = unknown.entries();
    const refused = new Map<string, RefusedEntry>();
    const { dryRun, signal, onLacking } = this.options;
    for await (const answer of this.client.relationships.upsertMany(entries, { dryRun, signal })) {
      const [folded, name] = names.next().value as [string, string];
      if (!answer.IsSuccessful) refused.set(folded, answer);
      else if (dryRun) {
        this.lacking.add(folded);
        onLacking(name);
      }
    }
    if (refused.size === 0) return;
    // Another caller may have given a relationship this description meanwhile; then it is found by it.
    const present = await this.list();
    for (const [folded, answer] of refused) if (!present.has(folded)) this.refused.set(folded, answer);
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
