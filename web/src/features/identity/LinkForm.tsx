/** What a mailed link is for: a form, or only its button. */
import type { ReactNode } from 'react';

import type { Outcome, Refusal } from '../../lib/command';
import { Form } from '../../ui/Form';

/** A page with such a link, before it is opened. */
export interface Errand<P> {
  readonly title: string;
  /** Where to get another link. */
  readonly again?: ReactNode;
  readonly lead: ReactNode;
  /** What the button says. */
  readonly action: string;
  /** Names the form, where the title does not. */
  readonly label?: string;
  submit(token: string, answers: FormData): Promise<Outcome<P>>;
  /** The fields, if there is anything to fill in. */
  readonly children?: ReactNode;
}

interface LinkFormProps<P> {
  readonly errand: Errand<P>;
  readonly token: string;
  readonly done: (payload: P) => void | Promise<Refusal | void>;
}

export function LinkForm<P>({ errand, token, done }: LinkFormProps<P>) {
  const { title, lead, action, label = title, submit, children } = errand;
  const form = (
    <Form label={label} action={action} submit={(answers) => submit(token, answers)} done={done}>
      {children}
    </Form>
  );
  return (
    <>
      <p className="lead">{lead}</p>
      {children ? <div className="card">{form}</div> : form}
    </>
  );
}
