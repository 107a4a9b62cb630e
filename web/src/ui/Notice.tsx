/** Things said to the person in front of the screen, outside of forms. */
import { type ReactNode, useEffect, useRef, useState } from 'react';

import { type Outcome, reasonOf } from '../lib/command';
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

interface ReadingProps {
  readonly query: {
    readonly loading: boolean;
    readonly error?: unknown;
    refetch(): Promise<unknown>;
  };
  readonly what: string;
  /** What the page is about, once it is known. */
  readonly found: unknown;
}

/** How it stands with what a page asked for. */
export function Reading({ query: { loading, error, refetch }, what, found }: ReadingProps) {
  return (
    <>
      {error !== undefined && <Failure error={error} retry={() => void refetch()} />}
      {!found && loading && <Loading what={what} />}
    </>
  );
}

/** Why something was not done, outside of a form. */
function Refused({ children }: { children: ReactNode }) {
  return (
    <p role="alert" className="notice notice-bad">
      {children}
    </p>
  );
}

/** Says what came of a command, and gives back its payload if it was done. */
type Tell = <P>(outcome: Outcome<P>, done?: string) => P | undefined;

/** What is said of commands outside of a form: of the latest, that it is done, or why it is not. */
export function useNotice(): readonly [notice: ReactNode, tell: Tell] {
  const [done, setDone] = useState<string>();
  const [refused, setRefused] = useState<string>();
  const tell: Tell = (outcome, sentence) => {
    const isDone = 'payload' in outcome;
    setDone(isDone ? sentence : undefined);
    setRefused(isDone ? undefined : reasonOf(outcome.refusal));
    return isDone ? outcome.payload : undefined;
  };
  const notice = (
    <>
      {done !== undefined && <Done>{done}</Done>}
      {refused !== undefined && <Refused>{refused}</Refused>}
    </>
  );
  return [notice, tell];
}
