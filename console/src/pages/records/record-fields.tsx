import { Box, Button, Group, Paper, SimpleGrid, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { Field, RecordRow } from 'linkwright/client';
import { FieldValue } from '../../parts/fields/field-value.js';
import { records } from '../../shared/text/records.js';
import classes from './record-fields.module.css';

/** The fields of a record. Those without a value are shown when they are asked for: a domain may have hundreds. */
export function RecordFields({ fields, record }: { fields: Field[]; record: RecordRow }) {
  const [all, { toggle }] = useDisclosure(false);
  const isEmpty = ({ Name }: Field) => record[Name] === null || record[Name] === undefined;
  const empty = fields.filter(isEmpty).length;
  const shown = all || empty === fields.length ? fields : fields.filter((field) => !isEmpty(field));
  return (
    <Paper withBorder p="md" component="section" aria-label={records.fields}>
      <Stack gap="sm">
        <SimpleGrid component="dl" cols={{ base: 2, sm: 3, lg: 4 }} m={0} spacing="md" verticalSpacing="sm">
          {shown.map((field) => (
            <Box key={field.Name}>
              <Text component="dt" size="xs" c="dimmed" title={field.Name}>
                {field.Label}
              </Text>
              <Text component="dd" size="sm" m={0} className={classes.value}>
                <FieldValue field={field} value={record[field.Name]} />
              </Text>
            </Box>
          ))}
        </SimpleGrid>
        {empty > 0 && empty < fields.length && (
          <Group gap="xs">
            <Button variant="subtle" size="compact-sm" ml={-8} onClick={toggle} aria-expanded={all}>
              {all ? records.hideEmpty : records.showEmpty(empty)}
            </Button>
          </Group>
        )}
      </Stack>
    </Paper>
  );
}
