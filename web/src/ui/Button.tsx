/** A button that stays in place, and in focus, while its work is under way. */
import type { ComponentProps } from 'react';

interface ButtonProps extends ComponentProps<'button'> {
  readonly busy?: boolean;
  readonly look?: 'main' | 'quiet';
}

export function Button({ busy = false, look = 'main', children, onClick, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={`button button-${look}`}
      aria-disabled={busy || undefined}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {busy && <span className="spinner" aria-hidden="true" />}
      {children}
    </button>
  );
}
