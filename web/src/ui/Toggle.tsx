/** A check box that acts at once, outside of a form. */
import { useId } from 'react';

interface ToggleProps {
  readonly label: string;
  readonly checked: boolean;
  readonly disabled: boolean;
  turn(on: boolean): void | Promise<void>;
}

export function Toggle({ label, checked, disabled, turn }: ToggleProps) {
  const id = useId();
  return (
    <div className="check">
      <input
        id={id}
        type="checkbox"
        checked={checked}
        disabled={disabled}
        onChange={({ currentTarget }) => void turn(currentTarget.checked)}
      />
      <label htmlFor={id}>{label}</label>
    </div>
  );
}
