/** A program of somebody who uses the package: it has to type-check against it. */
import {
  createClient,
  type FailureCode,
  type FollowRequestsOptions,
  type LinkRow,
  LinkwrightError,
  type RecentRequest,
  type RefusedEntry,
  type RequestSummary,
  type UpsertAnswer,
} from 'linkwright/client';

const client = createClient({ server: 'http://127.0.0.1:8080', token: 'secret', retries: 3 });

export function advice(code: FailureCode): string {
  switch (code) {
    case 'unauthenticated':
      return 'log in';
    case 'unreachable':
      return 'try later';
    // @ts-expect-error there is no such code
    case 'unavailble':
      return 'never';
    default:
      return 'look at the message';
  }
}

export async function attach(claim: string, contact: number): Promise<number | null> {
  try {
    const { RecordID } = await client.links.upsert(
      {
        ParentDomain: 'Claim',
        ParentRecordKey: claim,
        ParentRecordMatchField: 'ClaimNumber',
        ChildDomain: 'Contact',
        ChildRecordID: contact,
        Relationship: 'Adjuster',
      },
      { signal: AbortSignal.timeout(5_000) },
    );
    return RecordID;
  } catch (error) {
    if (error instanceof LinkwrightError) console.error(advice(error.code), error.errors, error.candidates);
    throw error;
  }
}

export async function read(): Promise<LinkRow[]> {
  const rows: LinkRow[] = [];
  for await (const row of client.links.query({ parentDomain: 'Claim' })) rows.push(row);
  const some = client.links.query({ parentDomain: 'Claim', columns: ['LinkID', 'ContactType'] });
  for await (const row of some) {
    const role: string | null = row.ContactType;
    // @ts-expect-error this column was not asked for
    console.log(role, row.ParentID);
  }
  return rows;
}

export async function firstFailure(options: FollowRequestsOptions): Promise<RecentRequest | RequestSummary> {
  for await (const request of client.recentRequests.follow({}, options))
    if (request.Status >= 500) return request;
  return client.recentRequests.summary();
}

export async function many(): Promise<(UpsertAnswer | RefusedEntry)[]> {
  const answers: (UpsertAnswer | RefusedEntry)[] = [];
  const entries = [{ ParentDomain: 'Claim', ParentRecordID: 1, ChildDomain: 'Contact', ChildRecordID: 2 }];
  for await (const answer of client.links.upsertMany(entries, { atomic: true })) {
    if (!answer.IsSuccessful) console.error(advice(answer.ErrorCode));
    answers.push(answer);
  }
  return answers;
}

export async function rest(): Promise<void> {
  const contacts = client.records('Contact');
  const { RecordID } = await contacts.create({ Name: 'Ada' });
  await contacts.update(Number(RecordID), { Phone: null });
  const name: string | number | boolean | null | undefined = (await contacts.read(1)).Name;
  for await (const { ChangeID, Action } of client.changes.follow({ after: 5 })) {
    const action: 'inserted' | 'changed' | 'removed' | 'restored' = Action;
    console.log(ChangeID, action, name);
    break;
  }
  const { data } = await client.api.GET('/api/{domain}/{id}', {
    params: { path: { domain: 'Claim', id: 1 } },
  });
  console.log(data?.ID);
}

// @ts-expect-error a misspelt property does not reach the server
client.links.upsert({ ParentDomian: 'Claim' });
