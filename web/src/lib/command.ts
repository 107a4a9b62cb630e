/** Sending a mutation and telling its three ends apart: done, refused with faults, failed. */
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

export type Outcome<P> = { readonly payload: P } | { readonly refusal: Refusal };

interface Payload {
  readonly userErrors: readonly Fault[];
}

/** Waits for a mutation's payload. Never rejects. */
export async function send<P extends Payload>(
  mutation: Promise<P | null | undefined>,
): Promise<Outcome<P>> {
  try {
    const payload = await mutation;
    if (!payload) return { refusal: { faults: [], failure: messageOf(undefined) } };
    if (payload.userErrors.length > 0) return { refusal: { faults: payload.userErrors } };
    return { payload };
  } catch (error) {
    return { refusal: { faults: [], failure: messageOf(error) } };
  }
}

/** All that a refusal says, where no form shows it at its fields. */
export function reasonOf({ faults, failure }: Refusal): string {
  return failure ?? faults.map(({ message }) => message).join(' ');
}

/** Gives one key per different input, so that sending the same form again cannot act twice. */
export function useIdempotencyKey(): (input: unknown) => string {
  const last = useRef({ input: '', key: '' });
  return (input) => {
    const text = JSON.stringify(input);
    if (last.current.input !== text) last.current = { input: text, key: crypto.randomUUID() };
    return last.current.key;
  };
}
