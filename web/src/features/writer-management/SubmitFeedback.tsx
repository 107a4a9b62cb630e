/** Rating the other side of a completed order. */
import { useMutation } from '@apollo/client/react';

import { graphql } from '../../gql';
import type { FeedbackKind } from '../../gql/graphql';
import { send, useIdempotencyKey } from '../../lib/command';
import { SelectField, TextArea } from '../../ui/Field';
import { Form } from '../../ui/Form';

const SubmitFeedbackDocument = graphql(`
  mutation SubmitFeedback($input: SubmitFeedbackInput!) {
    submitFeedback(input: $input) {
      order {
        id
        ...OrderProgress_order
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

const RATINGS = ['5, excellent', '4, good', '3, fair', '2, poor', '1, bad'];

interface SubmitFeedbackProps {
  readonly orderId: string;
  readonly kind: FeedbackKind;
  done(sentence: string): void;
}

export function SubmitFeedback({ orderId, kind, done }: SubmitFeedbackProps) {
  const [rate] = useMutation(SubmitFeedbackDocument);
  const keyFor = useIdempotencyKey();

  async function submit(answers: FormData) {
    const content = {
      orderId,
      kind,
      // No choice is sent as none of the five, so that the server can say so with the other faults.
      overallRating: Number.parseInt(String(answers.get('overallRating')), 10) || 0,
      comment: String(answers.get('comment')) || null,
    };
    const input = { ...content, idempotencyKey: keyFor(content) };
    const outcome = await send(
      rate({ variables: { input } }).then(({ data }) => data?.submitFeedback),
    );
    if ('refusal' in outcome) return outcome.refusal;
    done('Thank you. Your feedback is kept.');
    return undefined;
  }

  return (
    <Form label="Give feedback" action="Give feedback" submit={submit}>
      <p>The other side sees it once theirs is in as well, or the time for it is over.</p>
      <SelectField name="overallRating" label="Overall">
        <option value="">Choose</option>
        {RATINGS.map((rating) => (
          <option key={rating}>{rating}</option>
        ))}
      </SelectField>
      <TextArea name="comment" label="Comment" optional />
    </Form>
  );
}
