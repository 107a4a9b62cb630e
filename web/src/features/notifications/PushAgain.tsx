/** A browser takes no messages any more once the session has ended that it was registered through.
 * Whoever signs in to it again, and wanted them there, gets them there again. */
import type { FragmentType } from '@apollo/client';
import { useApolloClient } from '@apollo/client/react';
import { useEffect } from 'react';

import { graphql } from '../../gql';
import { usePart } from '../../lib/fragment';
import { isWantedBy, subscription } from './browserPush';
import { RegisterPushDocument } from './PushSwitch';

const PushAgainFragment = graphql(`
  fragment PushAgain_viewer on Viewer {
    id
    impersonatedBy {
      id
    }
  }
`);

const PushWishDocument = graphql(`
  query PushWish {
    website {
      id
      pushPublicKey
    }
    viewer {
      id
      loginAlertPreference {
        id
        pushEnabled
      }
      notificationPreferences {
        entries {
          channel
          enabled
        }
      }
    }
  }
`);

export function PushAgain({ viewer }: { viewer: FragmentType<typeof PushAgainFragment> }) {
  const client = useApolloClient();
  const data = usePart(PushAgainFragment, viewer);
  const own = data && !data.impersonatedBy ? data.id : undefined;
  useEffect(() => {
    if (own === undefined || !isWantedBy(own)) return;
    async function again() {
      // Not kept: pages read other parts of the same preferences.
      const { data } = await client.query({ query: PushWishDocument, fetchPolicy: 'no-cache' });
      const key = data?.website?.pushPublicKey;
      const wishes = data?.viewer?.notificationPreferences?.entries ?? [];
      const isOn =
        data?.viewer?.loginAlertPreference?.pushEnabled === true ||
        wishes.some(({ channel, enabled }) => channel === 'PUSH' && enabled);
      if (!key || !isOn) return;
      const input = await subscription(key);
      if (input) await client.mutate({ mutation: RegisterPushDocument, variables: { input } });
    }
    // Nobody asked for it just now, so nobody is told when it fails: the settings say how it stands.
    void again().catch(() => undefined);
  }, [client, own]);
  return null;
}
