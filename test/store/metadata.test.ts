/** How what describes records and links is kept, whatever the store. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DroppedKind, type Field, noRules, type Store } from '#linkwright/store/store.js';
import { temporaryFolder } from '../support/folder.js';
import { required } from '../support/required.js';
import { runSteps, type Step, type StepOf } from '../support/steps.js';
import { stores } from '../support/stores.js';
import { newClient } from '../support/world.js';

describe.each(stores)('metadata, on $name', (store) => {
  let opened: Store;
  beforeAll(async () => {
    opened = await store.open(temporaryFolder(), 'metadata');
  });
  afterAll(() => opened.close());

  async function world() {
    const client = await newClient(opened);
    const run = <Steps extends Step[]>(...steps: Steps) => runSteps(opened, client.client, ...steps);
    return { ...client, run, metadata: async () => required(await opened.metadata(client.client)) };
  }
  const field = (id: number, name: string, type: Field['type'] = 'Text'): Field => ({
    id,
    name,
    label: name,
    type,
    refersTo: null,
    codes: null,
    ...noRules,
  });
  const vessel = { id: 50, name: 'Custom.Vessel', label: 'Vessel', linkable: true };

  test('what those who write go by is that of the version that they locked', async () => {
    const { run, metadata } = await world();
    const { version } = await metadata();
    const namesAt = async (at: number) =>
      (await run(['lock'], ['metadataAt', at]))[1]?.domains.map(({ name }) => name);
    const before = await namesAt(version);
    expect(before).toEqual((await metadata()).domains.map(({ name }) => name));
    expect(await namesAt(version)).toEqual(before);
    const [state] = await run(['lock'], ['insertDomain', vessel]);
    await run(['lock'], ['saveState', { ...state, version: version + 1 }]);
    expect(await namesAt(version + 1)).toEqual([...required(before), vessel.name]);
  });

  test('a limit is set, changed and lifted, each for itself', async () => {
    const { run, metadata, domain } = await world();
    const [claim, policy] = [domain('Claim').id, domain('Policy').id];
    const limit = <Max extends number | null>(relationship: number, parentDomain: number, max: Max) => ({
      relationship,
      parentDomain,
      max,
    });
    const save = (...limits: StepOf<'saveRelationshipLimit'>[1][]) =>
      run(...limits.map((each): Step => ['saveRelationshipLimit', each]));
    expect((await metadata()).relationshipLimits).toEqual([]);
    await save(limit(3, claim, 1), limit(3, policy, 2), limit(4, claim, 5), limit(3, claim, 7));
    expect((await metadata()).relationshipLimits).toEqual([
      limit(3, policy, 2),
      limit(3, claim, 7),
      limit(4, claim, 5),
    ]);
    await save(limit(3, claim, null), limit(5, claim, null));
    expect((await metadata()).relationshipLimits).toEqual([limit(3, policy, 2), limit(4, claim, 5)]);
    await run(['deleteRelationship', 3]);
    const { relationships, relationshipLimits } = await metadata();
    expect(relationships.map(({ id }) => id)).not.toContain(3);
    expect(relationshipLimits).toEqual([limit(4, claim, 5)]);
  });

  test('a limit of a relationship or domain that is not there fails the transaction', async () => {
    const { run, domain } = await world();
    for (const limit of [
      { relationship: 99, parentDomain: domain('Claim').id, max: 1 },
      { relationship: 3, parentDomain: 99, max: 1 },
    ]) {
      await expect(run(['saveRelationshipLimit', limit])).rejects.toMatchObject({ name: 'StoreFault' });
    }
  });

  test('a domain goes with its fields and the limits on it, a field alone', async () => {
    const { run, metadata } = await world();
    const before = await metadata();
    await run(
      ['insertDomain', vessel],
      ['insertFields', vessel.id, [field(500, 'Name'), field(501, 'Flag')]],
      ['saveRelationshipLimit', { relationship: 3, parentDomain: vessel.id, max: 1 }],
    );
    await run(['deleteField', 501]);
    expect((await metadata()).domains.find(({ id }) => id === vessel.id)).toEqual({
      ...vessel,
      fields: [field(500, 'Name')],
    });
    await run(['deleteDomain', vessel.id]);
    expect(await metadata()).toEqual(before);
  });

  test('a domain that has records, or that a field refers to, is not deleted', async () => {
    const { run, metadata, domain } = await world();
    const before = await metadata();
    for (const name of ['Claim', 'Policy']) {
      await expect(run(['deleteDomain', domain(name).id])).rejects.toMatchObject({ name: 'StoreFault' });
    }
    expect(await metadata()).toEqual(before);
  });

  test('a field’s label, codes and rules are set, and nothing else of it', async () => {
    const { run, metadata } = await world();
    const coded = { ...field(500, 'Kind', 'Coded'), codes: ['A', 'B'] };
    await run(['insertDomain', vessel], ['insertFields', vessel.id, [coded, field(501, 'Name')]]);
    const set: Field = { ...coded, label: 'Sort', codes: ['B', 'Ö"'], required: true, unique: true };
    await run([
      'updateField',
      { ...set, name: 'Not set', matching: 'loose', format: 'url', currency: 'EUR' },
    ]);
    expect((await metadata()).domains.find(({ id }) => id === vessel.id)?.fields).toEqual([
      { ...set, matching: 'loose', format: 'url', currency: 'EUR' },
      field(501, 'Name'),
    ]);
  });

  test('what was dropped is kept by kind and id, the last name counting; of fields the last is told', async () => {
    const { run, metadata } = await world();
    const dropped = (kind: DroppedKind, id: number, name: string) => ({ kind, id, name });
    await run(['noteDropped', []], ['noteDropped', [dropped('field', 9, 'A'), dropped('domain', 9, 'B')]]);
    const more = [dropped('domain', 11, 'D'), dropped('field', 8, 'E'), dropped('relationship', 30, 'F')];
    await run(['noteDropped', [dropped('field', 9, 'C'), dropped('relationship', 20, 'G'), ...more]]);
    expect((await metadata()).dropped).toEqual([
      dropped('domain', 9, 'B'),
      dropped('domain', 11, 'D'),
      dropped('field', 9, 'C'),
      dropped('relationship', 30, 'F'),
    ]);
  });

  test('records and keys are counted, of a domain, a field and a value', async () => {
    const { client, domain } = await world();
    const contact = domain('Contact');
    const [number, name] = ['ContactNumber', 'Name'].map(
      (each) => required(contact.fieldByName.get(each)).id,
    );
    expect(await opened.recordTotal(client, contact.id)).toBe(5);
    expect(await opened.recordTotal(client, domain('Policy').id)).toBe(0);
    // Two values of each, and the words C, 1, C1, SAME and NAME.
    expect(await opened.matchKeyTotal(client, contact.id)).toBe(35);
    expect(await opened.matchKeyTotal(client, contact.id, number)).toBe(5);
    expect(await opened.matchKeyTotal(client, contact.id, name, 'Same name')).toBe(5);
    expect(await opened.matchKeyTotal(client, contact.id, number, 'C-1')).toBe(1);
    expect(await opened.matchKeyTotal(client, contact.id, number, 'c-1')).toBe(0);
  });

  test('no more are counted than asked for', async () => {
    const { client, domain } = await world();
    const { id, fieldByName } = domain('Contact');
    const name = required(fieldByName.get('Name')).id;
    for (const max of [1, 4]) {
      expect(await opened.recordTotal(client, id, max)).toBe(max);
      expect(await opened.matchKeyTotal(client, id, name, undefined, max)).toBe(max);
      expect(await opened.matchKeyTotal(client, id, name, 'Same name', max)).toBe(max);
    }
    expect(await opened.recordTotal(client, id, 6)).toBe(5);
    expect(await opened.matchKeyTotal(client, id, name, 'Same name', 6)).toBe(5);
  });

  test('of many values one is found that a record has', async () => {
    const { client, domain } = await world();
    const { id, fieldByName } = domain('Contact');
    const number = required(fieldByName.get('ContactNumber')).id;
    const strange = Array.from({ length: 1_200 }, (_, at) => `X-${at}`);
    expect(await opened.valueInUse(client, id, number, [])).toBeUndefined();
    expect(await opened.valueInUse(client, id, number, strange)).toBeUndefined();
    expect(await opened.valueInUse(client, id, number, [...strange, 'C-4'])).toBe('C-4');
    expect(
      await opened.valueInUse(client, id, required(fieldByName.get('Name')).id, ['C-4']),
    ).toBeUndefined();
  });

  test('nothing of another client is seen or changed', async () => {
    const [one, other] = [await world(), await world()];
    const limit = { relationship: 3, parentDomain: one.domain('Claim').id, max: 1 };
    await one.run(['saveRelationshipLimit', limit], ['noteDropped', [{ kind: 'field', id: 9, name: 'A' }]]);
    const before = await one.metadata();
    expect((await other.metadata()).relationshipLimits).toEqual([]);
    expect((await other.metadata()).dropped).toEqual([]);
    await other.run(
      ['saveRelationshipLimit', { ...limit, max: null }],
      ['deleteRelationship', 3],
      ['deleteField', required(one.domain('Claim').fields[0]).id],
    );
    expect(await one.metadata()).toEqual(before);
  });
});
