/** Domains and fields as administrators save and drop them (docs/reference/metadata.md). */
import type { Done } from '../contract/answers.js';
import { type DomainAnswer, DomainBody } from '../contract/metadata.js';
import { type Caller, requireAdminister } from '../contract/permissions.js';
import { validate } from '../contract/validate.js';
import { changeSettings, type SettingsServices } from './change-settings.js';
import { domainAnswer } from './describe.js';
import { dropDomainProgram, dropFieldProgram } from './drop.js';
import { saveDomainProgram } from './save-domain.js';

/** Makes the domain of that name, or changes what is sent of it. @throws Refusal */
export async function saveDomainFor(
  services: SettingsServices,
  caller: Caller,
  name: string,
  sent: unknown,
): Promise<DomainAnswer> {
  const body = validate(DomainBody, sent);
  requireAdminister(caller);
  return domainAnswer(caller, await changeSettings(services, caller, saveDomainProgram, { name, body }));
}

/** @throws Refusal */
export async function dropDomainFor(services: SettingsServices, caller: Caller, name: string): Promise<Done> {
  requireAdminister(caller);
  return changeSettings(services, caller, dropDomainProgram, { name });
}

/** @throws Refusal */
export async function dropFieldFor(
  services: SettingsServices,
  caller: Caller,
  { domain, field }: { domain: string; field: string },
): Promise<Done> {
  requireAdminister(caller);
  return changeSettings(services, caller, dropFieldProgram, { domain, name: field });
}
