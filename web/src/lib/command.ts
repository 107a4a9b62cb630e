/** Sending a mutation and telling its three ends apart: done, refused with faults, failed. */
import type { ApolloClient, OperationVariables, TypedDocumentNode } from '@apollo/client';
import { useMutation } from '@apollo/client/react';
import { useRef } from 'react';

import { messageOf } from './errors';

/** One thing wrong with the input; `field` is its path below `input`. */
export interface Fault {
  readonly field: readonly string[] | null;
  readonly message: string;
}

/** What a form has to show. */
export interface Refusal {
  readonly faults: readonly Fault[];
  /** A sentence about the whole command, when it did not even get to the fields. */
  readonly failure?: string;
}

/** What came of a command. What is refused may say more `beside` its faults. */
export type Outcome<P> =
  { readonly payload: P } | { readonly refusal: Refusal; readonly beside?: P | undefined };

interface Payload {
  readonly userErrors: readonly Fault[];
}

/** What a mutation answers: one field, with its payload. */
type Answer<P extends Payload> = Readonly<Record<string, P | null>>;

/** Every mutation takes one `input`, or nothing at all. */
type Arguments<TVariables> = TVariables extends { input: infer Input } ? [input: Input] : [];

type Command<P, TVariables> = (...input: Arguments<TVariables>) => Promise<Outcome<P>>;

interface State {
  readonly loading: boolean;
  readonly client: ApolloClient;
}

/** The way to send a mutation. What it gives back never rejects. */
export function useCommand<P extends Payload, TVariables extends OperationVariables>(
  mutation: TypedDocumentNode<Answer<P>, TVariables>,
): readonly [Command<P, TVariables>, State] {
  const [mutate, state] = useMutation(mutation as TypedDocumentNode<Answer<P>>);
  const command: Command<P, TVariables> = async (...given) => {
    const [input] = given;
    try {
      const { data } = await mutate(input === undefined ? {} : { variables: { input } });
      return outcomeOf(Object.values(data ?? {})[0]);
    } catch (error) {
      return { refusal: { faults: [], failure: messageOf(error) } };
    }
  };
  return [command, state];
}

function outcomeOf<P extends Payload>(payload: P | null | undefined): Outcome<P> {
  if (!payload) return { refusal: { faults: [], failure: messageOf(undefined) } };
  if (payload.userErrors.length === 0) return { payload };
  return { refusal: { faults: payload.userErrors }, beside: payload };
}

/** All that a refusal says, where no form shows it at its fields. */
export function reasonOf({ faults, failure }: Refusal): string {
  return failure ?? faults.map(({ message }) => message).join(' ');
}

/** Gives one key to each different input, so that sending the same form again cannot act twice. */
export function useOnce(): <Input>(input: Input) => Input & { idempotencyKey: string } {
  const last = useRef({ input: '', key: '' });
  return (input) => {
    const text = JSON.stringify(input);
    if (last.current.input !== text) last.current = { input: text, key: crypto.randomUUID() };
    return { ...input, idempotencyKey: last.current.key };
  };
}
