/** A choice of what a page shows. It is kept in the address, so that it can be sent on and gone back
 * to. */
import { type ReactNode, useId } from 'react';

interface FilterProps {
  readonly label: string;
  readonly value: string;
  choose(value: string): void;
  /** The options. */
  readonly children: ReactNode;
}

export function Filter({ label, value, choose, children }: FilterProps) {
  const id = useId();
  return (
    <div className="filter">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        className="control"
        value={value}
        onChange={({ target }) => choose(target.value)}
      >
        {children}
      </select>
    </div>
  );
}
