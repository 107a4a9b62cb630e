/** Coming in: at once, or after a second step. Every way in ends here. */
import { type ReactNode, useState } from 'react';

import type { Refusal } from '../../lib/command';
import { useArrival } from './arrival';
import { Challenge, type ChallengeData } from './Challenge';
import { RecoveryCodes } from './RecoveryCodes';

/** What the server answers to whoever proved a first step. */
export interface Answered {
  readonly session: { readonly id: string } | null;
  readonly challenge: ChallengeData | null;
}

export interface EntryState {
  readonly challenge: ChallengeData | undefined;
  readonly codes: readonly string[] | undefined;
  /** Goes in, or shows the second step. */
  enter(answer: Answered): Promise<Refusal | undefined>;
  /** The second step is done, perhaps with codes to write down. */
  passed(codes: readonly string[]): Promise<void>;
  /** Back to the first step. */
  again(): void;
  leave(): Promise<void>;
}

/** The way to `address`. */
export function useEntry(address: string): EntryState {
  const arrive = useArrival();
  const [challenge, setChallenge] = useState<ChallengeData>();
  const [codes, setCodes] = useState<readonly string[]>();
  return {
    challenge,
    codes,
    async enter(answer) {
      if (answer.challenge) setChallenge(answer.challenge);
      else if (answer.session) await arrive(address);
      else return { faults: [], failure: 'This did not work. Try again in a moment.' };
      return undefined;
    },
    async passed(codes) {
      if (codes.length > 0) setCodes(codes);
      else await arrive(address);
    },
    again: () => setChallenge(undefined),
    leave: () => arrive(address),
  };
}

/** The first step, until it is done; then the second. */
export function Entry({ entry, children }: { entry: EntryState; children: ReactNode }) {
  if (entry.codes) return <RecoveryCodes codes={entry.codes} done={entry.leave} action="Go on" />;
  if (entry.challenge) return <Challenge challenge={entry.challenge} entry={entry} />;
  return children;
}
