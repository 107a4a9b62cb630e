/** Says all the time that these are not one's own eyes. */
import type { FragmentType } from '@apollo/client';
import { useState } from 'react';

import { graphql } from '../../gql';
import { useCommand } from '../../lib/command';
import { usePart } from '../../lib/fragment';
import { moment } from '../../lib/words';
import { Button } from '../../ui/Button';
import { useArrival } from '../identity/arrival';

const LookBannerFragment = graphql(`
  fragment LookBanner_viewer on Viewer {
    id
    account {
      id
      displayName
    }
    impersonatedBy {
      id
      expiresAt
    }
  }
`);

const EndImpersonationDocument = graphql(`
  mutation EndImpersonation {
    endImpersonation {
      impersonation {
        id
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export function LookBanner({ viewer }: { viewer: FragmentType<typeof LookBannerFragment> }) {
  const data = usePart(LookBannerFragment, viewer);
  const [end, { loading }] = useCommand(EndImpersonationDocument);
  const [failed, setFailed] = useState(false);
  const arrive = useArrival();
  if (!data?.impersonatedBy) return null;

  async function stop() {
    const outcome = await end();
    if ('payload' in outcome) await arrive('/members');
    else setFailed(true);
  }

  return (
    <aside className="look" aria-label="Whose eyes these are">
      <p>
        You see this website as <strong>{data.account.displayName}</strong>, until{' '}
        {moment(data.impersonatedBy.expiresAt)}. You can change nothing.
      </p>
      <Button look="quiet" busy={loading} onClick={() => void stop()}>
        Stop looking
      </Button>
      {failed && <p role="alert">You are still looking. Try again.</p>}
    </aside>
  );
}
