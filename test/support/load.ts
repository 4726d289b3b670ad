/** Callers who send upserts to any of several servers, and resend what was not acknowledged. */
import { Agent } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { UpsertBody } from '#linkwright/contract/link.js';
import { claims, contacts, type FleetClient } from './fleet.js';
import type { Ledger } from './ledger.js';
import { post } from './post.js';
import { required } from './required.js';

const relationships = ['Claimant', 'Insured', 'Adjuster', 'Broker'];

function bodyOf(claim: number, contact: number, relationship: string, byKey: boolean): UpsertBody {
  return {
    ParentDomain: 'Claim',
    ...(byKey
      ? { ParentRecordKey: `CLM-${claim}`, ParentRecordMatchField: 'ClaimNumber' }
      : { ParentRecordID: claim }),
    ChildDomain: 'Contact',
    ...(byKey
      ? { ChildRecordKey: `K-${contact}`, ChildRecordMatchField: 'ContactNumber' }
      : { ChildRecordID: contact }),
    Relationship: relationship,
  };
}

export interface LoadOptions {
  clients: FleetClient[];
  /** Where servers listen at the moment. */
  addresses(): string[];
  ledger: Ledger;
  random(): number;
}

export class Load {
  /** Pairs with a call under way; a pair has one at a time, so that its last write is known. */
  private readonly busy = new Set<string>();
  /** Upserts that were acknowledged since it was started. */
  acknowledged = 0;
  private stopped = false;
  private under: Promise<void>[] = [];
  private readonly agent = new Agent({ keepAlive: true });

  constructor(private readonly options: LoadOptions) {}

  start(callers: number): this {
    this.under = Array.from({ length: callers }, () => this.call());
    return this;
  }

  /** Ends when every call that was begun has been acknowledged. */
  async stop(): Promise<void> {
    this.stopped = true;
    await Promise.all(this.under);
    this.agent.destroy();
  }

  private pick<Item>(list: Item[]): Item | undefined {
    return list[Math.floor(this.options.random() * list.length)];
  }

  private choose() {
    for (;;) {
      const client = required(this.pick(this.options.clients));
      const claim = 1 + Math.floor(this.options.random() * claims);
      const contact = 1 + Math.floor(this.options.random() * contacts);
      const pair = `${client.id}:${claim}:${contact}`;
      if (!this.busy.has(pair)) return { client, claim, contact, pair };
    }
  }

  /** Sends upserts one after the other, some of them to two servers at once. */
  private async call(): Promise<void> {
    while (!this.stopped) {
      const { client, claim, contact, pair } = this.choose();
      this.busy.add(pair);
      const relationship = required(this.pick(relationships));
      const body = bodyOf(claim, contact, relationship, this.options.random() < 0.5);
      const copies = this.options.random() < 0.2 ? 2 : 1;
      await Promise.all(
        Array.from({ length: copies }, () => this.untilAcknowledged(client.token, pair, relationship, body)),
      );
      this.busy.delete(pair);
    }
  }

  private async untilAcknowledged(
    token: string,
    pair: string,
    relationship: string,
    body: UpsertBody,
  ): Promise<void> {
    const { addresses, ledger, random } = this.options;
    for (;;) {
      const address = this.pick(addresses());
      if (address !== undefined) {
        ledger.begin(pair, relationship);
        const answer = await post(address, '/api/Link/Upsert', token, body, this.agent);
        if (ledger.answer(pair, relationship, answer)) {
          this.acknowledged++;
          return;
        }
      }
      await pause(50 + random() * 100);
    }
  }
}
