/** Domains and fields as administrators save and drop them (docs/reference/metadata.md). */
import type { Done } from '../contract/answers.js';
import {
  type DomainAnswer,
  DomainBody,
  type LinkFieldsAnswer,
  LinkFieldsBody,
} from '../contract/metadata.js';
import { requireAdminister } from '../contract/permissions.js';
import { validate } from '../contract/validate.js';
import { type ChangingCaller, changeSettings, type SettingsServices } from './change-settings.js';
import { domainAnswer, linkFieldsAnswer } from './describe.js';
import { dropDomainProgram, dropFieldProgram } from './drop.js';
import { saveDomainProgram } from './save-domain.js';
import { dropLinkFieldProgram, saveLinkFieldsProgram } from './save-link-fields.js';

/** Makes the domain of that name, or changes what is sent of it. @throws Refusal */
export async function saveDomainFor(
  services: SettingsServices,
  caller: ChangingCaller,
  name: string,
  sent: unknown,
): Promise<DomainAnswer> {
  const body = validate(DomainBody, sent);
  requireAdminister(caller);
  return domainAnswer(caller, await changeSettings(services, caller, saveDomainProgram, { name, body }));
}

/** @throws Refusal */
export async function dropDomainFor(
  services: SettingsServices,
  caller: ChangingCaller,
  name: string,
): Promise<Done> {
  requireAdminister(caller);
  return changeSettings(services, caller, dropDomainProgram, { name });
}

/** @throws Refusal */
export async function dropFieldFor(
  services: SettingsServices,
  caller: ChangingCaller,
  { domain, field }: { domain: string; field: string },
): Promise<Done> {
  requireAdminister(caller);
  return changeSettings(services, caller, dropFieldProgram, { domain, name: field });
}

/** Defines fields of the links to records of a domain, or changes what is sent of them. @throws Refusal */
export async function saveLinkFieldsFor(
  services: SettingsServices,
  caller: ChangingCaller,
  childDomain: string,
  sent: unknown,
): Promise<LinkFieldsAnswer> {
  const body = validate(LinkFieldsBody, sent);
  requireAdminister(caller);
  const input = { childDomain, body };
  return linkFieldsAnswer(await changeSettings(services, caller, saveLinkFieldsProgram, input));
}

/** @throws Refusal */
export async function dropLinkFieldFor(
  services: SettingsServices,
  caller: ChangingCaller,
  { childDomain, field }: { childDomain: string; field: string },
): Promise<Done> {
  requireAdminister(caller);
  return changeSettings(services, caller, dropLinkFieldProgram, { childDomain, name: field });
}
