/** A list that grows page by page. */
import { Fragment, type ReactNode } from 'react';

import { Empty } from './Notice';
import { LoadMore } from './LoadMore';

interface ListProps<Node> {
  /** What is known of it; nothing before it was read. */
  readonly connection:
    | {
        readonly edges: readonly { readonly node: Node }[];
        readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
      }
    | null
    | undefined;
  /** What the list holds: one of it, and many. */
  readonly noun: readonly [string, string];
  /** Why it may be empty. */
  readonly empty?: ReactNode;
  more(after: string | null): Promise<unknown>;
  children(node: Node): ReactNode;
}

export function List<Node extends { readonly id: string }>({
  connection,
  noun,
  empty,
  more,
  children,
}: ListProps<Node>) {
  if (!connection) return null;
  const { edges, pageInfo } = connection;
  if (edges.length === 0 && empty) return <Empty>{empty}</Empty>;
  return (
    <>
      <ul className="stack">
        {edges.map(({ node }) => (
          <Fragment key={node.id}>{children(node)}</Fragment>
        ))}
      </ul>
      <LoadMore
        shown={edges.length}
        noun={noun}
        hasMore={pageInfo.hasNextPage}
        load={() => more(pageInfo.endCursor)}
      />
    </>
  );
}
