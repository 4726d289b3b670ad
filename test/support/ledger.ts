/** Keeps what callers have been told of links, and checks whether a database holds just that. */
import type { PostAnswer } from './post.js';
import { required } from './required.js';

/** Counts of one kind of thing, by name. */
class Tally extends Map<string, number> {
  add(name: string): void {
    this.set(name, (this.get(name) ?? 0) + 1);
  }
}

/** What is known of a pair's link. */
interface KnownLink {
  id: number | undefined;
  /** How many calls were told that they had inserted it. */
  inserted: number;
  /** The relationships of which it must carry one. */
  possible: Set<string>;
}

interface FoundLink {
  pair: string;
  id: number;
  code: string;
  inserted: number;
}

const foundLink = (row: Record<string, unknown>): FoundLink => ({
  pair: String(row.pair),
  id: Number(row.id),
  code: String(row.code),
  inserted: Number(row.inserted),
});

export class Ledger {
  /** `client:claim:contact` -> what is known of its link. */
  readonly pairs = new Map<string, KnownLink>();
  /** Calls by how they ended. */
  readonly answers = new Tally();
  /** Answers that no fault excuses. */
  readonly wrong: string[] = [];
  acknowledged = 0;
  /** When each client's last call was acknowledged. */
  readonly lastAcknowledged = new Map<string, number>();

  /** Takes note of a call that is sent: from now on its link may carry the relationship. */
  begin(pair: string, relationship: string): void {
    const known: KnownLink = this.pairs.get(pair) ?? { id: undefined, inserted: 0, possible: new Set() };
    known.possible.add(relationship);
    this.pairs.set(pair, known);
  }

  /**
   * Takes note of how a call ended: an answer, or `undefined` where its server died. Answers whether it
   * was acknowledged.
   */
  answer(pair: string, relationship: string, answer: PostAnswer | undefined): boolean {
    const code = answer?.headers['error-code'];
    this.answers.add(answer === undefined ? 'no answer' : `${answer.status} ${code ?? ''}`.trim());
    if (answer === undefined) return false;
    if (answer.status === 503 && code === 'unavailable' && answer.headers['retry-after'] !== undefined)
      return false;
    if (answer.status !== 200) {
      this.wrong.push(`pair ${pair} was answered ${answer.status} ${answer.text}`);
      return false;
    }
    const { RecordID, Message } = JSON.parse(answer.text);
    const known = required(this.pairs.get(pair));
    if (known.id !== undefined && known.id !== RecordID)
      this.wrong.push(`pair ${pair} was link ${known.id} and then ${RecordID}`);
    if (Message.startsWith('Inserted')) known.inserted++;
    if (known.inserted > 1) this.wrong.push(`pair ${pair} was inserted ${known.inserted} times`);
    known.id = RecordID;
    known.possible = new Set([relationship]);
    this.acknowledged++;
    this.lastAcknowledged.set(required(pair.split(':')[0]), Date.now());
    return true;
  }

  /** Whether every client that was served before has been served since. */
  servedSince(moment: number): boolean {
    return [...this.lastAcknowledged.values()].every((last) => last > moment);
  }

  /** Everything in which the database differs from what callers were told. */
  async compare(query: (text: string) => Promise<Record<string, unknown>[]>): Promise<string[]> {
    const faults = [...this.wrong];
    const found = new Map<string, FoundLink>();
    const rows = await query(
      `SELECT link.client_id || ':' || parent_id || ':' || child_id AS pair, link.id::integer,
         relationship.code,
         (SELECT count(*)::integer FROM link_change WHERE link_change.client_id = link.client_id
            AND link_change.link_id = link.id AND action = 1) AS inserted
       FROM link LEFT JOIN relationship ON relationship.client_id = link.client_id
         AND relationship.id = link.relationship_id`,
    );
    for (const row of rows.map(foundLink)) {
      if (found.has(row.pair)) faults.push(`pair ${row.pair} has two links`);
      if (row.inserted !== 1)
        faults.push(`link ${row.id} of ${row.pair} was inserted ${row.inserted} times in history`);
      found.set(row.pair, row);
    }
    for (const [pair, { id, possible }] of this.pairs) {
      if (id === undefined) continue;
      const present = found.get(pair);
      if (present === undefined) faults.push(`link ${id} of ${pair} was acknowledged and is lost`);
      else if (present.id !== id) faults.push(`pair ${pair} is link ${present.id}, not ${id}`);
      else if (!possible.has(present.code))
        faults.push(`link ${id} of ${pair} carries ${present.code}, not ${[...possible].join(' or ')}`);
    }
    const [gaps] = await query(
      `SELECT count(*)::integer AS missing FROM client_state
       WHERE next_change_id - 1 <> (SELECT count(*) FROM link_change WHERE client_id = client_state.client_id)
         + (SELECT count(*) FROM record_change WHERE client_id = client_state.client_id)`,
    );
    const missing = Number(gaps?.missing);
    if (missing > 0) faults.push(`the changes of ${missing} clients have gaps`);
    return faults;
  }
}
