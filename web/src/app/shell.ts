/** What every page stands in: the website, and who is asking. Asked for once, then kept by the cache. */
import type { ApolloClient } from '@apollo/client';

import { graphql } from '../gql';

const ShellDocument = graphql(`
  query Shell {
    website {
      id
      ...Brand_website @unmask
    }
    viewer {
      id
      role
      ...ViewerMenu_viewer
      ...Bell_viewer
      ...PushAgain_viewer
      ...LookBanner_viewer
    }
  }
`);

export async function loadShell(client: ApolloClient) {
  const { data } = await client.query({ query: ShellDocument });
  if (!data?.website) throw new Error('the server names no website');
  return { website: data.website, viewer: data.viewer };
}

export type Shell = Awaited<ReturnType<typeof loadShell>>;
