/** Reading the part of a node that one component asked for. */
import type {
  DocumentNode,
  FragmentType,
  MaybeMasked,
  OperationVariables,
  TypedDocumentNode,
} from '@apollo/client';
import { useFragment } from '@apollo/client/react';
import { Kind } from 'graphql';

/** The fragment's data, followed in the cache; undefined while the cache lacks some of it. */
export function usePart<TData>(
  fragment: TypedDocumentNode<TData, OperationVariables>,
  from: FragmentType<TData>,
): MaybeMasked<TData> | undefined {
  const options = { fragment, fragmentName: nameOf(fragment), from };
  const part = useFragment<TData>(options as useFragment.Options<TData, OperationVariables>);
  return part.complete ? part.data : undefined;
}

/** The generated document holds the fragments it spreads as well; its own comes first. */
function nameOf({ definitions: [first] }: DocumentNode): string {
  if (first?.kind !== Kind.FRAGMENT_DEFINITION) throw new Error('this document is no fragment');
  return first.name.value;
}
