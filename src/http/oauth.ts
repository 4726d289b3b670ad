/** OAuth's own manners at its token endpoint (RFC 6749; docs/reference/signing-in.md#sign-in). */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type AuthenticateBody, AuthenticateOAuthBody } from '../contract/authentication.js';
import { type ErrorCode, invalidRequest, type Refusal } from '../contract/errors.js';

const basic = /^Basic +(\S+)$/i;

/** Whether credentials stand in the Authorization header as people type them, with nothing that ends the id. */
export function hasTypedId({ authorization = '' }: FastifyRequest['headers']): boolean {
  if (!basic.test(authorization)) return false;
  const text = Buffer.from(basic.exec(authorization)?.[1] ?? '', 'base64').toString('utf8');
  return decoded(text.split(':', 1)[0] ?? '')?.includes(':') !== true;
}

/** OAuth's own libraries write `client_id`; the operation's property is `Client_ID`. */
function spelledAsInContract(body: object): Record<string, unknown> {
  const names = Object.keys(AuthenticateOAuthBody.properties);
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      names.find((known) => known.toLowerCase() === name.toLowerCase()) ?? name,
      value,
    ]),
  );
}

/** A form's way of writing a text, in which OAuth's libraries write both parts. */
function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}

/**
 * Credentials in the Authorization header. Libraries write the id's colons as `%3A`, so that the first one
 * ends it (RFC 6749, 2.3.1); people who type `Account:ClientName:User:Password` into a tool do not, and are
 * understood too, where the user's name has no colon.
 */
function basicCredentials(header: string): { Client_ID: string; Client_Secret: string } {
  const text = Buffer.from(basic.exec(header)?.[1] ?? '', 'base64').toString('utf8');
  const [first = '', ...rest] = text.split(':');
  const id = decoded(first);
  const secret = decoded(rest.join(':'));
  if (id?.includes(':') && secret !== undefined) return { Client_ID: id, Client_Secret: secret };
  const [client = '', user = '', ...password] = rest;
  return { Client_ID: `${first}:${client}:${user}`, Client_Secret: password.join(':') };
}

/** What is asked for, wherever its parts stand. @throws Refusal `invalid_request` */
export function oauthRequest({ body, headers }: FastifyRequest): unknown {
  if (typeof body !== 'object' || body === null) return body;
  const spelled = spelledAsInContract(body);
  const { authorization = '' } = headers;
  if (!basic.test(authorization)) return spelled;
  for (const name of ['Client_ID', 'Client_Secret']) {
    if (name in spelled) {
      throw invalidRequest(`${name} must not be given beside an Authorization header.`, `/${name}`);
    }
  }
  return { ...spelled, ...basicCredentials(authorization) };
}

/** The user that an id, `Account:ClientName:User`, is of; only the user's name may have colons. */
export function credentialsOf({ Client_ID, Client_Secret }: AuthenticateOAuthBody): AuthenticateBody {
  const [Account = '', ClientName = '', ...user] = Client_ID.split(':');
  return { Account, ClientName, User: user.join(':'), Password: Client_Secret };
}

const oauthCodes: Partial<Record<ErrorCode, string>> = {
  unauthenticated: 'invalid_client',
  invalid_request: 'invalid_request',
  invalid_json: 'invalid_request',
  unsupported_media_type: 'invalid_request',
  payload_too_large: 'invalid_request',
};

/** OAuth's word for a refusal; `undefined` where it has none. */
function oauthCode({ code, details }: Refusal, { body }: FastifyRequest): string | undefined {
  const wrong = details.errors?.map(({ pointer }) => pointer) ?? [];
  const grant = Object.entries(body ?? {}).find(([name]) => name.toLowerCase() === 'grant_type')?.[1];
  if (wrong.includes('/Grant_Type') && typeof grant === 'string') return 'unsupported_grant_type';
  return oauthCodes[code];
}

/** The refusal with OAuth's names for it, which the problem form shows beside its own. */
export function asOAuthRefusal(refusal: Refusal, request: FastifyRequest, reply: FastifyReply): Refusal {
  const error = oauthCode(refusal, request);
  if (error === 'invalid_client' && basic.test(request.headers.authorization ?? '')) {
    reply.header('WWW-Authenticate', 'Basic realm="Linkwright", charset="UTF-8"');
  }
  if (error !== undefined) Object.assign(refusal.details, { error, error_description: refusal.message });
  return refusal;
}
