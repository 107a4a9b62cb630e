import { useState } from 'react';

import { graphql } from '../../../gql';
import type { RevisionSeverity } from '../../../gql/graphql';
import { useCommand, useOnce } from '../../../lib/command';
import { Button } from '../../../ui/Button';
import { Options, SelectField, TextArea, TextField } from '../../../ui/Field';
import { Form } from '../../../ui/Form';
import type { ActionProps } from '../OrderActions';
import { SEVERITIES } from '../words';
import { textIn } from './answers';

const RequestRevisionDocument = graphql(`
  mutation RequestRevision($input: RequestRevisionInput!) {
    requestRevision(input: $input) {
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

export function RequestRevision({ order, done }: ActionProps) {
  const [request] = useCommand(RequestRevisionDocument);
  const once = useOnce();
  const [size, setSize] = useState(1);
  const places = Array.from({ length: size }, (_, place) => place);

  function submit(answers: FormData) {
    const text = (name: string) => textIn(answers, name) ?? '';
    const wish = {
      orderId: order.id,
      title: text('title'),
      description: text('description'),
      severity: text('severity') as RevisionSeverity,
      items: places.map((place) => ({
        section: text(`items.${place}.section`),
        issue: text(`items.${place}.issue`),
        request: text(`items.${place}.request`),
      })),
    };
    return request(once(wish));
  }

  return (
    <Form
      label="Request a revision"
      action="Request the revision"
      submit={submit}
      done={() => done('The revision is requested.')}
    >
      <TextField name="title" label="Title" />
      <TextArea name="description" label="What should be different" />
      <SelectField name="severity" label="Severity" defaultValue="MODERATE">
        <Options of={SEVERITIES} />
      </SelectField>
      {places.map((place) => (
        <fieldset key={place}>
          <legend>Change {place + 1}</legend>
          <TextField
            name={`items.${place}.section`}
            label="Where"
            hint="A chapter, page or place."
          />
          <TextField name={`items.${place}.issue`} label="What is wrong" />
          <TextField name={`items.${place}.request`} label="What you ask for" />
        </fieldset>
      ))}
      <div className="row">
        <Button look="quiet" onClick={() => setSize(size + 1)}>
          Add a change
        </Button>
        {size > 1 && (
          <Button look="quiet" onClick={() => setSize(size - 1)}>
            Take away change {size}
          </Button>
        )}
      </div>
    </Form>
  );
}
