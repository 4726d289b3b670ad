/** Reads where the content of files is kept, as `--content` names it. */
import { OpenError } from '../store/store.js';

export interface BucketAddress {
  bucket: string;
  /** Empty, or ends with a slash. */
  prefix: string;
  region: string;
  endpoint: string | undefined;
  /** The address as it may be printed. */
  shown: string;
}

const accepted =
  'The place of content must be given as file:PATH or s3://BUCKET/PREFIX?endpoint=http://HOST:PORT&region=REGION';

/** @throws OpenError */
function decodedPath({ pathname }: URL): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    throw new OpenError(`${accepted}; in the prefix the sign % is written as %25.`);
  }
}

/** @throws OpenError */
function readBucket(text: string): BucketAddress {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new OpenError(`${accepted}; what was given is not a valid address.`);
  }
  if (url.username !== '' || url.password !== '') {
    throw new OpenError(
      `${accepted}; credentials do not belong into it. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.`,
    );
  }
  if (url.hostname === '') throw new OpenError(`${accepted}; no bucket was named.`);
  if (url.port !== '') {
    throw new OpenError(`${accepted}; the port belongs to the endpoint, behind ?endpoint=.`);
  }
  const unknown = [...url.searchParams.keys()].find((name) => !['endpoint', 'region'].includes(name));
  if (unknown !== undefined) throw new OpenError(`${accepted}; it has no parameter '${unknown}'.`);
  const endpoint = url.searchParams.get('endpoint') ?? undefined;
  if (endpoint !== undefined && !/^https?:\/\/[^/@]+\/?$/.test(endpoint)) {
    throw new OpenError(`${accepted}; the endpoint is not of that form.`);
  }
  const region = url.searchParams.get('region') ?? undefined;
  if (region === '') throw new OpenError(`${accepted}; the region is empty.`);
  const path = decodedPath(url).replace(/^\/+|\/+$/g, '');
  return {
    bucket: url.hostname,
    prefix: path === '' ? '' : `${path}/`,
    region: region ?? process.env.AWS_REGION ?? 'us-east-1',
    endpoint,
    shown: `s3://${url.hostname}/${path}${endpoint === undefined ? '' : ` at ${endpoint}`}`,
  };
}

/** @throws OpenError where it is neither a folder nor a bucket */
export function readContentAddress(text: string): { folder: string } | BucketAddress {
  const [, scheme, rest = ''] = /^([a-z0-9]+):(.*)$/is.exec(text) ?? [];
  if (scheme === 'file' && rest !== '') return { folder: rest.replace(/^\/\/(?=\/)/, '') };
  if (scheme === 's3') return readBucket(text);
  throw new OpenError(
    `${accepted}${scheme === undefined || scheme === 'file' ? '' : `; a ${scheme}: address was given`}.`,
  );
}
