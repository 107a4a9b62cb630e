/** Who is signed in, and the way out. */
import type { FragmentType } from '@apollo/client';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';

import { graphql } from '../../gql';
import { useCommand } from '../../lib/command';
import { usePart } from '../../lib/fragment';
import { wordFor } from '../../lib/words';
import { Button } from '../../ui/Button';
import { ROLES } from '../members/roles';
import { useArrival } from './arrival';

const ViewerMenuFragment = graphql(`
  fragment ViewerMenu_viewer on Viewer {
    id
    role
    isSuperadmin
    account {
      id
      displayName
    }
  }
`);

const SignOutDocument = graphql(`
  mutation SignOut {
    signOut {
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export function ViewerMenu({ viewer }: { viewer: FragmentType<typeof ViewerMenuFragment> }) {
  const data = usePart(ViewerMenuFragment, viewer);
  const [signOut, { loading }] = useCommand(SignOutDocument);
  const [failed, setFailed] = useState(false);
  const arrive = useArrival();
  if (!data) return null;

  async function leave() {
    const outcome = await signOut();
    if ('payload' in outcome) await arrive('/sign-in');
    else setFailed(true);
  }

  const role = data.role ? wordFor(ROLES, data.role) : data.isSuperadmin && 'Superadmin';
  return (
    <div className="viewer">
      <Link to="/security" className="viewer-name" title="Your security">
        {data.account.displayName}
        {role && <span className="aside"> · {role}</span>}
      </Link>
      <Button look="quiet" busy={loading} onClick={() => void leave()}>
        Sign out
      </Button>
      {failed && (
        <p role="alert" className="fault">
          You are still signed in. Try again.
        </p>
      )}
    </div>
  );
}
