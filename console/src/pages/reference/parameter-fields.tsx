/** The fields of a call's path, query string and headers. */
import { Stack, Text, Textarea } from '@mantine/core';
import { reference as text } from '../../shared/text/reference.js';
import type { Operation, Parameter, Reference } from './document.js';
import { Field, SwitchField } from './field.js';
import { type Filled, isOpenEnded } from './filled.js';
import { DomainField, DomainsField, RelationshipField } from './known-field.js';
import classes from './reference.module.css';
import { SideFields } from './side-fields.js';
import { namesOf, sidesOf } from './sides.js';
import { fieldShape } from './value.js';

interface ParameterFieldsProps {
  operation: Operation;
  reference: Reference;
  filled: Filled;
  onFill(filled: Filled): void;
  /** The name of the path that has to be given before anything can be sent. */
  missing: string[];
}

interface OneProps extends Omit<ParameterFieldsProps, 'operation'> {
  parameter: Parameter;
}

function ParameterField({ parameter, reference, filled, onFill, missing }: OneProps) {
  const { name, description, required } = parameter;
  const place = parameter.in;
  const onChange = (typed: string) => onFill({ ...filled, [place]: { ...filled[place], [name]: typed } });
  const error = place === 'path' && missing.includes(name) ? text.tryIt.missing(name) : undefined;
  const props = { label: name, description, required, error, value: filled[place][name] ?? '', onChange };
  if (name === 'domain') return <DomainField {...props} />;
  if (name === 'field') return <DomainsField {...props} domain={filled.path.domain ?? ''} />;
  if (name === 'matchField') return <DomainsField {...props} domain={filled.path.domain ?? ''} matching />;
  if (name === 'relationship') return <RelationshipField {...props} />;
  const shape = fieldShape(parameter.schema, reference.resolve);
  if (shape.kind === 'boolean' && place === 'query') {
    const isDryRun = name === 'dryRun';
    const words = isDryRun ? { label: text.tryIt.dryRun, description: text.tryIt.dryRunHint } : {};
    return <SwitchField {...props} {...words} />;
  }
  return <Field {...props} shape={shape} />;
}

export function ParameterFields(props: ParameterFieldsProps) {
  const { operation, filled, onFill } = props;
  return (['path', 'query', 'header'] as const).map((place) => {
    const here = operation.parameters.filter((parameter) => parameter.in === place);
    if (here.length === 0) return null;
    const sides = sidesOf(here.map(({ name }) => name));
    const ofSides = sides.flatMap(namesOf);
    return (
      <Stack key={place} gap="sm" role="group" aria-labelledby={`${place}-fields`}>
        <Text size="sm" fw={600} id={`${place}-fields`}>
          {text.tryIt[place]}
        </Text>
        {sides.map((side) => (
          <SideFields
            key={side.of}
            side={side}
            typed={filled[place]}
            onType={(name, typed) => onFill({ ...filled, [place]: { ...filled[place], [name]: typed } })}
          />
        ))}
        {here
          .filter((parameter) => !ofSides.includes(parameter.name))
          .map((parameter) =>
            isOpenEnded(parameter) ? (
              <Textarea
                key={parameter.name}
                label={text.tryIt.others}
                description={text.tryIt.othersHint}
                value={filled.others}
                onChange={({ currentTarget }) => onFill({ ...filled, others: currentTarget.value })}
                autosize
                minRows={2}
                classNames={{ input: classes.mono }}
                spellCheck={false}
              />
            ) : (
              <ParameterField key={parameter.name} parameter={parameter} {...props} />
            ),
          )}
      </Stack>
    );
  });
}
