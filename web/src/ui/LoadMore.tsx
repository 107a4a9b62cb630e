/** The end of a list: how much is shown, and a button for more. */
import { useState } from 'react';

import { messageOf } from '../lib/errors';
import { count } from '../lib/words';
import { Button } from './Button';

interface LoadMoreProps {
  readonly shown: number;
  /** What the list holds: one of it, and many. */
  readonly noun: readonly [string, string];
  readonly hasMore: boolean;
  load(): Promise<unknown>;
}

export function LoadMore({ shown, noun, hasMore, load }: LoadMoreProps) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();

  async function more() {
    setBusy(true);
    try {
      await load();
      setFailure(undefined);
    } catch (error) {
      setFailure(messageOf(error));
    }
    setBusy(false);
  }

  return (
    <div className="more">
      <p role="status" className="hint">
        {hasMore ? `The first ${count(shown, ...noun)}.` : `That is all: ${count(shown, ...noun)}.`}
      </p>
      {failure !== undefined && (
        <p role="alert" className="fault">
          {failure}
        </p>
      )}
      {hasMore && (
        <Button look="quiet" busy={busy} onClick={() => void more()}>
          Load more {noun[1]}
        </Button>
      )}
    </div>
  );
}
