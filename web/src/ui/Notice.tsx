/** Things said to the person in front of the screen, outside of forms. */
import { type ReactNode, useEffect, useRef } from 'react';

import { messageOf } from '../lib/errors';

export function Failure({ error, retry }: { error: unknown; retry?: () => void }) {
  return (
    <div className="notice notice-bad" role="alert">
      <p>{messageOf(error)}</p>
      {retry && (
        <button type="button" className="button button-quiet" onClick={retry}>
          Try again
        </button>
      )}
    </div>
  );
}

/** Good news that replaces what had the focus, so it takes the focus over. */
export function Done({ children }: { children: ReactNode }) {
  const box = useRef<HTMLParagraphElement>(null);
  useEffect(() => box.current?.focus(), [children]);
  return (
    <p ref={box} className="notice notice-good" role="status" tabIndex={-1}>
      {children}
    </p>
  );
}

/** Why a list is empty. */
export function Empty({ children }: { children: ReactNode }) {
  return <p className="empty">{children}</p>;
}

export function Loading({ what }: { what: string }) {
  return (
    <p className="loading" role="status">
      <span className="spinner" aria-hidden="true" /> Loading {what} …
    </p>
  );
}

/** Why something was not done, outside of a form. */
export function Refused({ children }: { children: ReactNode }) {
  return (
    <p role="alert" className="notice notice-bad">
      {children}
    </p>
  );
}
