/** What an operation takes and answers, in tables. */
import { Badge, Stack, Table, Text } from '@mantine/core';
import { reference as text } from '../../shared/text/reference.js';
import type { Operation, Reference, Schema } from './document.js';
import { isOpenEnded } from './filled.js';
import classes from './reference.module.css';
import { typeWords } from './schema-words.js';
import { ScrollingTable } from './scrolling-table.js';
import { Sentence } from './words.js';

interface OfOperation {
  operation: Operation;
  reference: Reference;
}

function Name({ name, required }: { name: string; required: boolean }) {
  return (
    <Table.Th scope="row" className={classes.name}>
      {name}
      {required && (
        <Badge size="xs" variant="default" ml={6} tt="none">
          {text.parameters.required}
        </Badge>
      )}
    </Table.Th>
  );
}

export function ParametersTable({ operation, reference }: OfOperation) {
  return (
    <ScrollingTable label={text.parameters.title}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{text.parameters.name}</Table.Th>
          <Table.Th>{text.parameters.place}</Table.Th>
          <Table.Th>{text.parameters.type}</Table.Th>
          <Table.Th>{text.parameters.meaning}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {operation.parameters.map((parameter) => (
          <Table.Tr key={parameter.in + parameter.name}>
            <Name
              name={isOpenEnded(parameter) ? 'Field=…' : parameter.name}
              required={parameter.required === true}
            />
            <Table.Td>{text.parameters.places[parameter.in]}</Table.Td>
            <Table.Td>{isOpenEnded(parameter) ? 'string' : typeWords(parameter.schema, reference)}</Table.Td>
            <Table.Td>
              <Sentence>{parameter.description ?? ''}</Sentence>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </ScrollingTable>
  );
}

/** The properties of an object; of an array, those of its entries. */
export function PropertiesTable({ schema, reference }: { schema: Schema; reference: Reference }) {
  const resolved = reference.resolve(schema);
  if (resolved.items !== undefined) {
    return (
      <Stack gap="xs">
        <Text size="sm">{text.body.arrayOf(resolved.maxItems)}</Text>
        <PropertiesTable schema={resolved.items} reference={reference} />
      </Stack>
    );
  }
  const { properties = {}, required = [], description } = resolved;
  const entries = Object.entries(properties);
  if (entries.length === 0) {
    const isFree = resolved.type === 'object';
    return <Text size="sm">{isFree ? text.body.free : (description ?? typeWords(resolved, reference))}</Text>;
  }
  return (
    <ScrollingTable label={text.body.title}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{text.body.property}</Table.Th>
          <Table.Th>{text.parameters.type}</Table.Th>
          <Table.Th>{text.parameters.meaning}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {entries.map(([name, property]) => (
          <Table.Tr key={name}>
            <Name name={name} required={required.includes(name)} />
            <Table.Td>{typeWords(property, reference)}</Table.Td>
            <Table.Td>
              <Sentence>{reference.resolve(property).description ?? ''}</Sentence>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </ScrollingTable>
  );
}

export function AnswersTable({ operation }: OfOperation) {
  return (
    <ScrollingTable label={text.answer.title}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{text.answer.status}</Table.Th>
          <Table.Th>{text.answer.type}</Table.Th>
          <Table.Th>{text.answer.description}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {operation.answers.map(({ status, type, description }) => (
          <Table.Tr key={status}>
            <Table.Th scope="row">{status}</Table.Th>
            <Table.Td>{type ?? ''}</Table.Td>
            <Table.Td>
              <Sentence>{description}</Sentence>
            </Table.Td>
          </Table.Tr>
        ))}
        {operation.headers.map(({ name, description }) => (
          <Table.Tr key={name}>
            <Table.Th scope="row" className={classes.name}>
              {name}
            </Table.Th>
            <Table.Td>{text.parameters.places.header}</Table.Td>
            <Table.Td>
              <Sentence>{description}</Sentence>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </ScrollingTable>
  );
}

export function ErrorsTable({ operation }: OfOperation) {
  return (
    <ScrollingTable label={text.errors.title}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{text.errors.code}</Table.Th>
          <Table.Th ta="right">{text.errors.status}</Table.Th>
          <Table.Th ta="right">{text.errors.problemStatus}</Table.Th>
          <Table.Th>{text.errors.meaning}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {operation.errors.map(({ code, status, problemStatus, meaning }) => (
          <Table.Tr key={code}>
            <Table.Th scope="row" className={classes.name}>
              {code}
            </Table.Th>
            <Table.Td ta="right">{status}</Table.Td>
            <Table.Td ta="right">{problemStatus}</Table.Td>
            <Table.Td>
              <Sentence>{meaning}</Sentence>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </ScrollingTable>
  );
}
