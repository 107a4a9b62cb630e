/** One thing that happened to the safety of the account. */
import type { FragmentType } from '@apollo/client';

import { graphql } from '../../gql';
import type { SecurityEventKind, Severity } from '../../gql/graphql';
import { usePart } from '../../lib/fragment';
import { wordFor } from '../../lib/words';
import { Badge, Moment, type Tone } from '../../ui/Small';

const SecurityEventFragment = graphql(`
  fragment SecurityEvent_event on SecurityEvent {
    id
    kind
    severity
    createdAt
    label
    place
    network
  }
`);

const KINDS: Partial<Record<SecurityEventKind, string>> = {
  SIGN_IN: 'Signed in',
  SIGN_IN_FAILED: 'A sign-in failed',
  SIGN_OUT: 'Signed out',
  SIGN_IN_DISOWNED: 'You said: this was not me',
  ACCOUNT_LOCKED: 'Locked after wrong guesses',
  ACCOUNT_UNLOCKED: 'Unlocked',
  MAGIC_LINK_USED: 'Signed in by a mailed link',
};

const TONES: Partial<Record<Severity, Tone>> = { MEDIUM: 'info', HIGH: 'warn', CRITICAL: 'bad' };

export function SecurityEvent({ event }: { event: FragmentType<typeof SecurityEventFragment> }) {
  const data = usePart(SecurityEventFragment, event);
  if (!data) return null;
  const where = [data.label, data.place, data.network].filter(Boolean).join(' · ');
  return (
    <li className="card">
      <div className="card-head">
        <h3>{wordFor(KINDS, data.kind)}</h3>
        <Badge tone={TONES[data.severity] ?? 'neutral'}>{wordFor({}, data.severity)}</Badge>
      </div>
      <p>
        <Moment at={data.createdAt} relative />
        {where && <span className="aside"> {where}</span>}
      </p>
    </li>
  );
}
