import { TextField } from '../../ui/Field';

interface NewPasswordProps {
  readonly name?: string;
  readonly label?: string;
}

/** Where a password is chosen. */
export function NewPassword({ name = 'password', label = 'Password' }: NewPasswordProps) {
  return (
    <TextField
      name={name}
      label={label}
      type="password"
      autoComplete="new-password"
      hint="10 to 128 characters. Four unrelated words are a good password."
    />
  );
}
