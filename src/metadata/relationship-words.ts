/** The words that a client's relationships go by. */
import { invalidRequest } from '../contract/errors.js';
import { limits } from '../limits/limits.js';
import type { Relationship } from '../store/store.js';
import { foldedName } from '../text/folded-name.js';
import { requireStorable } from './stored-text.js';

/** @throws Refusal `invalid_request` where a client that has so many relationships cannot have another */
export function requireAnotherFits(count: number): void {
  if (count < limits.relationships) return;
  throw invalidRequest(
    `There are ${limits.relationships} relationships already, the most that a client has.`,
    '/Code',
  );
}

/** The words that are taken, while relationships are added and changed one after another. */
export class RelationshipWords {
  private readonly byId = new Map<number, Relationship>();
  private readonly byCode = new Map<string, Relationship>();
  private readonly byDescription = new Map<string, Relationship>();

  constructor(known: Relationship[] = []) {
    for (const relationship of known) this.put(relationship);
  }

  get count(): number {
    return this.byId.size;
  }

  /** The relationship with this Code, ignoring case. */
  withCode(code: string): Relationship | undefined {
    return this.byCode.get(foldedName(code));
  }

  /**
   * Takes the words of a relationship; those that it had before are free again.
   *
   * @throws Refusal `invalid_request` where another has the same Code or Description, or no database holds them;
   *   nothing is taken then
   */
  take(relationship: Relationship): void {
    const { id, code, description } = relationship;
    requireStorable(code, 'Code');
    requireStorable(description, 'Description');
    const ofCode = this.byCode.get(foldedName(code));
    if (ofCode !== undefined && ofCode.id !== id) {
      throw invalidRequest(
        `Code must be unique; relationship ${ofCode.id} is '${ofCode.code}' already.`,
        '/Code',
      );
    }
    const described = this.byDescription.get(foldedName(description));
    if (described !== undefined && described.id !== id) {
      throw invalidRequest(
        `Description must be unique; relationship ${described.id} is described '${described.description}' already.`,
        '/Description',
      );
    }
    const before = this.byId.get(id);
    if (before !== undefined) {
      this.byCode.delete(foldedName(before.code));
      this.byDescription.delete(foldedName(before.description));
    }
    this.put(relationship);
  }

  private put(relationship: Relationship): void {
    const { id, code, description } = relationship;
    const folded = foldedName(code);
    this.byId.set(id, relationship);
    this.byCode.set(folded, relationship);
    this.byDescription.set(description === code ? folded : foldedName(description), relationship);
  }
}
