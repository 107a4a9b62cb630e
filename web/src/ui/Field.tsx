/** The controls of a form. Each has a visible label, and says its faults itself. */
import type { ComponentProps, ReactNode } from 'react';

import { useFaults } from './Form';

interface FieldProps {
  /** The path of the field below `input`, joined by dots. */
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly optional?: boolean | undefined;
}

/** What a control needs to belong to its label, hint and faults. */
interface Wiring {
  readonly id: string;
  readonly name: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
  readonly 'aria-required': true | undefined;
}

function Field({
  name,
  label,
  hint,
  optional = false,
  children,
}: FieldProps & { children(wiring: Wiring): ReactNode }) {
  const faults = useFaults();
  const id = faults.idOf(name);
  const messages = faults.messagesAt(name);
  const described = [hint && `${id}-hint`, messages.length > 0 && `${id}-faults`].filter(Boolean);
  return (
    <div className={messages.length > 0 ? 'field field-bad' : 'field'}>
      <label htmlFor={id}>
        {label}
        {optional && <span className="optional"> (optional)</span>}
      </label>
      {hint && (
        <p id={`${id}-hint`} className="hint">
          {hint}
        </p>
      )}
      {messages.length > 0 && (
        <p id={`${id}-faults`} className="fault">
          {messages.join(' ')}
        </p>
      )}
      {children({
        id,
        name,
        'aria-describedby': described.join(' ') || undefined,
        'aria-invalid': messages.length > 0 || undefined,
        'aria-required': !optional || undefined,
      })}
    </div>
  );
}

type Rest<Tag extends 'input' | 'textarea' | 'select'> = Omit<ComponentProps<Tag>, 'id' | 'name'>;

export function TextField({ name, label, hint, optional, ...rest }: FieldProps & Rest<'input'>) {
  return (
    <Field name={name} label={label} hint={hint} optional={optional}>
      {(wiring) => <input className="control" {...rest} {...wiring} />}
    </Field>
  );
}

/** An address is neither capitalised nor corrected. */
export function EmailField(props: FieldProps & Rest<'input'>) {
  return <TextField {...props} type="email" autoCapitalize="none" spellCheck={false} />;
}

export function TextArea({ name, label, hint, optional, ...rest }: FieldProps & Rest<'textarea'>) {
  return (
    <Field name={name} label={label} hint={hint} optional={optional}>
      {(wiring) => <textarea className="control" rows={4} {...rest} {...wiring} />}
    </Field>
  );
}

export function SelectField({ name, label, hint, optional, ...rest }: FieldProps & Rest<'select'>) {
  return (
    <Field name={name} label={label} hint={hint} optional={optional}>
      {(wiring) => <select className="control" {...rest} {...wiring} />}
    </Field>
  );
}

/** The choices of a select: a value each, and its word. */
export function Options({ of }: { of: Readonly<Record<string, string>> }) {
  return Object.entries(of).map(([value, word]) => (
    <option key={value} value={value}>
      {word}
    </option>
  ));
}

export function CheckField({ name, label, ...rest }: FieldProps & Rest<'input'>) {
  const id = useFaults().idOf(name);
  return (
    <div className="check">
      <input type="checkbox" {...rest} id={id} name={name} />
      <label htmlFor={id}>{label}</label>
    </div>
  );
}
