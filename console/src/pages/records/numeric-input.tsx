import { TextInput, type TextInputProps } from '@mantine/core';
import { useState } from 'react';
import { readNumber, writtenNumber } from '../../shared/numbers.js';

interface NumericInputProps extends Omit<TextInputProps, 'value' | 'onChange'> {
  /** As a call may send it; empty for no value. */
  value: string;
  onChange(value: string): void;
}

/** Asks for a number, which is typed as it is shown elsewhere. No number of the browser's: it would lose digits. */
export function NumericInput({ value, onChange, ...input }: NumericInputProps) {
  const [text, setText] = useState('');
  return (
    <TextInput
      {...input}
      inputMode="decimal"
      // What was typed stays as it was typed, until the value is another.
      value={readNumber(text) === value ? text : writtenNumber(value)}
      onChange={({ currentTarget: { value: typed } }) => {
        setText(typed);
        onChange(readNumber(typed));
      }}
    />
  );
}
