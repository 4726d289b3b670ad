/** Callers who send upserts to any of several servers, and again what was not acknowledged. */
import { Agent } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { claims, contacts } from './fleet.js';
import { post } from './post.js';

const relationships = ['Claimant', 'Insured', 'Adjuster', 'Broker'];

function bodyOf(claim, contact, relationship, byKey) {
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

export class Load {
  /** Pairs of which a call is under way; a pair has one at a time, so that the last word is known. */
  busy = new Set();
  stopped = false;
  agent = new Agent({ keepAlive: true });

  /** `addresses()` says where servers listen at the moment. */
  constructor({ clients, addresses, ledger, random }) {
    Object.assign(this, { clients, addresses, ledger, random });
  }

  start(callers) {
    this.under = Array.from({ length: callers }, () => this.call());
    return this;
  }

  /** Ends when every call that was begun has been acknowledged. */
  async stop() {
    this.stopped = true;
    await Promise.all(this.under);
    this.agent.destroy();
  }

  pick(list) {
    return list[Math.floor(this.random() * list.length)];
  }

  choose() {
    for (;;) {
      const client = this.pick(this.clients);
      const claim = 1 + Math.floor(this.random() * claims);
      const contact = 1 + Math.floor(this.random() * contacts);
      const pair = `${client.id}:${claim}:${contact}`;
      if (!this.busy.has(pair)) return { client, claim, contact, pair };
    }
  }

  /** Sends upserts one after the other, some of them to two servers at once. */
  async call() {
    while (!this.stopped) {
      const { client, claim, contact, pair } = this.choose();
      this.busy.add(pair);
      const relationship = this.pick(relationships);
      const body = bodyOf(claim, contact, relationship, this.random() < 0.5);
      const copies = this.random() < 0.2 ? 2 : 1;
      await Promise.all(
        Array.from({ length: copies }, () => this.untilAcknowledged(client.token, pair, relationship, body)),
      );
      this.busy.delete(pair);
    }
  }

  async untilAcknowledged(token, pair, relationship, body) {
    for (;;) {
      const address = this.pick(this.addresses());
      if (address !== undefined) {
        this.ledger.begin(pair, relationship);
        const answer = await post(address, '/api/Link/Upsert', token, body, this.agent);
        if (this.ledger.answer(pair, relationship, answer)) return;
      }
      await pause(50 + this.random() * 100);
    }
  }
}
