import { Fieldset, Group, NumberInput, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { Domain, Relationship } from 'linkwright/client';
import { keys } from '../../data/keys.js';
import { labelOf } from '../../data/metadata.js';
import { useWrite } from '../../data/use-write.js';
import { Choice } from '../../parts/choice/choice.js';
import { RemoveButton } from '../../parts/remove-button.js';
import { useSession } from '../../session/session.js';
import { administration } from '../../shared/text/administration.js';
import { FormModal } from './form-modal.js';
import { refusedFields } from './refused-fields.js';

const text = administration.relationships;

interface RelationshipModalProps {
  /** The relationship to change; without it, a new one is made. */
  relationship: Relationship | undefined;
  domains: Domain[];
  onClose(): void;
}

/** How many links with it a record of a domain may have; what is being typed may not be a number yet. */
type Limits = Record<string, number | string>;

interface LimitInputsProps {
  limits: Limits;
  onChange(limits: Limits): void;
  domains: Domain[];
  faultOf(domain: string): string | undefined;
}

/** A limit for each of some domains. */
function LimitInputs({ limits, onChange, domains, faultOf }: LimitInputsProps) {
  const limited = Object.keys(limits);
  const set = (domain: string, max: number | string) => onChange({ ...limits, [domain]: max });
  const lift = (domain: string) => {
    const { [domain]: _, ...rest } = limits;
    onChange(rest);
  };
  return (
    <Fieldset legend={text.limits}>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {text.limitsHint}
        </Text>
        {limited.map((domain) => (
          <Group key={domain} align="flex-end" wrap="nowrap">
            <NumberInput
              flex={1}
              label={text.limitOn(labelOf(domains, domain))}
              min={1}
              allowDecimal={false}
              value={limits[domain] ?? ''}
              onChange={(max) => set(domain, max)}
              error={faultOf(domain)}
            />
            <RemoveButton
              label={text.lift(labelOf(domains, domain))}
              variant="default"
              size={36}
              cross
              onRemove={() => lift(domain)}
            />
          </Group>
        ))}
        <Choice
          label={text.limitDomain}
          data={domains
            .filter(({ Name }) => !limited.includes(Name))
            .map(({ Name, Label }) => ({ value: Name, label: Label }))}
          value={null}
          onChange={(domain) => domain !== null && set(domain, 1)}
        />
      </Stack>
    </Fieldset>
  );
}

/** Adds a relationship, renames or limits it. */
export function RelationshipModal({ relationship, domains, onClose }: RelationshipModalProps) {
  const { client } = useSession();
  const form = useForm({
    initialValues: {
      code: relationship?.Code ?? '',
      description: relationship?.Description ?? '',
      limits: (relationship?.Limits ?? {}) as Limits,
    },
  });
  const { limits } = form.values;
  const saving = useWrite({
    write: ({ code, description, limits: wanted }: typeof form.values) => {
      const lifted = Object.keys(relationship?.Limits ?? {}).map((domain) => [domain, null] as const);
      const set = Object.entries(wanted).map(([domain, max]) => [domain, max === '' ? null : Number(max)]);
      return client.relationships.save({
        ...(relationship && { ID: relationship.ID }),
        Code: code,
        Description: description,
        Limits: Object.fromEntries([...lifted, ...set]),
      });
    },
    done: ({ Code }) => text.saved(Code),
    invalidates: [keys.relationships],
    failureShown: true,
  });
  const refused = refusedFields(saving.error, [
    '/Code',
    '/Description',
    ...Object.keys(limits).map((each) => `/Limits/${each}`),
  ]);
  return (
    <FormModal
      title={relationship === undefined ? text.new : administration.edit(relationship.Code)}
      send={text.save}
      sending={saving.isPending}
      failure={refused.elsewhere}
      onSend={form.onSubmit((values) => saving.mutate(values, { onSuccess: onClose }))}
      onClose={onClose}
    >
      <TextInput
        label={text.code}
        description={text.codeHint}
        data-autofocus
        {...form.getInputProps('code')}
        error={refused.at('/Code')}
        required
        withAsterisk={false}
      />
      <TextInput
        label={text.text}
        description={text.textHint}
        {...form.getInputProps('description')}
        error={refused.at('/Description')}
      />
      <LimitInputs
        limits={limits}
        onChange={(changed) => form.setFieldValue('limits', changed)}
        domains={domains}
        faultOf={(domain) => refused.at(`/Limits/${domain}`)}
      />
    </FormModal>
  );
}
