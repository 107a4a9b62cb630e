/** The people of the website: for those who run it and those who help. */
import { useQuery } from '@apollo/client/react';
import { getRouteApi, Link } from '@tanstack/react-router';

import { graphql } from '../../gql';
import type { Role } from '../../gql/graphql';
import { wordFor } from '../../lib/words';
import { LoadMore } from '../../ui/LoadMore';
import { Empty, Failure, Loading } from '../../ui/Notice';
import { Page } from '../../ui/Page';
import { Invitations } from './Invitations';
import { MemberCard } from './MemberCard';
import { ROLES } from './roles';

const MembersDocument = graphql(`
  query Members($after: String, $filter: MemberFilter) {
    viewer {
      id
      role
      provenUntil
      secondFactor {
        isEnabled
      }
    }
    members(first: 20, after: $after, filter: $filter) {
      edges {
        cursor
        node {
          id
          ...MemberCard_member
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

const route = getRouteApi('/signed-in/members');

export function MembersPage() {
  const { search = '', role } = route.useSearch();
  const navigate = route.useNavigate();
  const filter = wish({ search, role: role as Role | undefined });
  const { data, error, loading, fetchMore, refetch } = useQuery(MembersDocument, {
    variables: { filter },
  });
  const members = data?.members;
  const runs = data?.viewer?.role !== 'SUPPORT';
  const provenUntil = data?.viewer?.provenUntil ?? null;
  const hasSecondStep = data?.viewer?.secondFactor?.isEnabled ?? false;
  return (
    <Page
      title="Members"
      beside={data && runs && <Link to="/website">Website settings</Link>}
    >
      <search className="row">
        <input
          className="control"
          type="search"
          aria-label="Name or address"
          placeholder="Name or address"
          defaultValue={search}
          onChange={({ currentTarget: { value } }) =>
            void navigate({ search: wish({ search: value, role }), replace: true })
          }
        />
        <select
          className="control"
          aria-label="Role"
          value={role ?? ''}
          onChange={({ currentTarget: { value } }) =>
            void navigate({ search: wish({ search, role: value }) })
          }
        >
          <option value="">Every role</option>
          {Object.keys(ROLES).map((one) => (
            <option key={one} value={one}>
              {wordFor(ROLES, one as Role)}
            </option>
          ))}
        </select>
      </search>
      {error && <Failure error={error} retry={() => void refetch()} />}
      {!members && loading && <Loading what="members" />}
      {members?.edges.length === 0 && <Empty>Nobody here is like that.</Empty>}
      {members && members.edges.length > 0 && (
        <>
          <ul className="stack">
            {members.edges.map(({ node }) => (
              <MemberCard
                key={node.id}
                member={node}
                provenUntil={provenUntil}
                hasSecondStep={hasSecondStep}
              />
            ))}
          </ul>
          <LoadMore
            shown={members.edges.length}
            noun={['member', 'members']}
            hasMore={members.pageInfo.hasNextPage}
            load={() => fetchMore({ variables: { after: members.pageInfo.endCursor ?? null } })}
          />
        </>
      )}
      {data && runs && <Invitations />}
    </Page>
  );
}

/** What is wished for, without what is not. */
function wish<R extends string>({ search, role }: { search: string; role: R | undefined }) {
  return { ...(search && { search }), ...(role && { role }) };
}
