/** The fields of a call's body: its properties one by one, or JSON. */
import { FileInput, Group, SegmentedControl, SimpleGrid, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { reference as text } from '../../shared/text/reference.js';
import type { Operation, Reference } from './document.js';
import { Field } from './field.js';
import { bodyProperties, bodyValue, type Filled, isMultipart, propertiesFor } from './filled.js';
import { RelationshipField } from './known-field.js';
import classes from './reference.module.css';
import { SideFields } from './side-fields.js';
import { namesOf, sidesOf } from './sides.js';
import { Validator } from './validate.js';
import { fieldShape } from './value.js';

interface BodyFieldsProps {
  operation: Operation;
  reference: Reference;
  filled: Filled;
  onFill(filled: Filled): void;
}

const relationships = ['Relationship', 'NewRelationship'];

function PropertyFields({ operation, reference, filled, onFill }: BodyFieldsProps) {
  const properties = bodyProperties(operation, reference);
  const names = properties.map(([name]) => name);
  const sides = sidesOf(names);
  const ofSides = sides.flatMap(namesOf);
  const required =
    operation.body === undefined ? [] : (reference.resolve(operation.body.schema).required ?? []);
  const onType = (name: string, typed: string) =>
    onFill({ ...filled, body: { ...filled.body, [name]: typed } });
  const field = (name: string) => ({
    label: name,
    required: required.includes(name),
    value: filled.body[name] ?? '',
    onChange: (typed: string) => onType(name, typed),
  });
  const ofLinks = sides.length > 0 ? relationships.filter((name) => names.includes(name)) : [];
  const others = properties.filter(([name]) => !ofSides.includes(name) && !ofLinks.includes(name));
  return (
    <>
      {sides.map((side) => (
        <SideFields key={side.of} side={side} typed={filled.body} onType={onType} />
      ))}
      {ofLinks.length > 0 && (
        <SimpleGrid cols={ofLinks.length} spacing="sm">
          {ofLinks.map((name) => (
            <RelationshipField key={name} {...field(name)} />
          ))}
        </SimpleGrid>
      )}
      {others.map(([name, schema]) => {
        const { description } = reference.resolve(schema);
        if (name === 'content' && isMultipart(operation)) {
          return (
            <FileInput
              key={name}
              label={name}
              description={text.tryIt.fileHint}
              placeholder={text.tryIt.chooseFile}
              value={filled.file ?? null}
              onChange={(file) => onFill({ ...filled, file: file ?? undefined })}
              clearable
              withAsterisk
            />
          );
        }
        return (
          <Field
            key={name}
            {...field(name)}
            description={description}
            shape={fieldShape(schema, reference.resolve)}
          />
        );
      })}
    </>
  );
}

/** What of the JSON as it stands the server would not take. */
function faultsOf(operation: Operation, reference: Reference, json: string): string[] {
  if (operation.body === undefined) return [];
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    return [text.tryIt.invalidJson(error instanceof Error ? error.message : String(error))];
  }
  const validator = new Validator(reference.resolve, text.tryIt.validation);
  validator.check(value, operation.body.schema);
  return validator.faults;
}

function JsonBody({ operation, reference, filled, onFill }: BodyFieldsProps) {
  const faults = faultsOf(operation, reference, filled.json);
  const { description } = operation.body === undefined ? {} : reference.resolve(operation.body.schema);
  return (
    <Textarea
      label={text.tryIt.json}
      description={description}
      value={filled.json}
      onChange={({ currentTarget }) => onFill({ ...filled, json: currentTarget.value })}
      autosize
      minRows={6}
      maxRows={24}
      classNames={{ input: classes.mono }}
      spellCheck={false}
      error={
        faults.length > 0 &&
        faults.map((fault) => (
          <span key={fault} className={classes.line}>
            {fault}
          </span>
        ))
      }
    />
  );
}

export function BodyFields(props: BodyFieldsProps) {
  const { operation, reference, filled, onFill } = props;
  const [refused, setRefused] = useState(false);
  if (operation.body === undefined) return null;
  const hasForm = bodyProperties(operation, reference).length > 0;
  const choose = (way: string) => {
    setRefused(false);
    if (way === 'json') {
      const json = JSON.stringify(bodyValue(operation, reference, filled.body), null, 2);
      onFill({ ...filled, json, asJson: true });
      return;
    }
    try {
      const body = propertiesFor(operation, reference, JSON.parse(filled.json));
      if (body !== undefined) return onFill({ ...filled, body, asJson: false });
    } catch {
      // As with what has more than the form can say.
    }
    setRefused(true);
  };
  const canChoose = hasForm && !isMultipart(operation);
  return (
    <Stack gap="sm" role="group" aria-labelledby="body-fields">
      <Group justify="space-between" gap="xs">
        <Text size="sm" fw={600} id="body-fields">
          {text.tryIt.body}
        </Text>
        {canChoose && (
          <SegmentedControl
            size="xs"
            aria-label={text.tryIt.bodyAs}
            value={filled.asJson ? 'json' : 'form'}
            onChange={choose}
            data={[
              { value: 'form', label: text.tryIt.asForm },
              { value: 'json', label: text.tryIt.asJson },
            ]}
          />
        )}
      </Group>
      {refused && (
        <Text size="sm" c="error" role="alert">
          {text.tryIt.noForm}
        </Text>
      )}
      {filled.asJson ? <JsonBody {...props} /> : <PropertyFields {...props} />}
    </Stack>
  );
}
