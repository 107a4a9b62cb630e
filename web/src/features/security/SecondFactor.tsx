/** The second step of every sign-in: setting it up, its recovery codes, switching it off. */
import type { FragmentType } from '@apollo/client';
import { useState } from 'react';

import { graphql } from '../../gql';
import { useCommand } from '../../lib/command';
import { usePart } from '../../lib/fragment';
import { count } from '../../lib/words';
import { Button } from '../../ui/Button';
import { TextField } from '../../ui/Field';
import { Form } from '../../ui/Form';
import { useNotice } from '../../ui/Notice';
import { Badge, Moment } from '../../ui/Small';
import { RecoveryCodes } from '../identity/RecoveryCodes';
import { type Enrolment, TotpSetup } from '../identity/TotpSetup';
import { StepUp } from './StepUp';

const SecondFactorFragment = graphql(`
  fragment SecondFactor_viewer on Viewer {
    id
    provenUntil
    secondFactor {
      isEnabled
      enabledAt
      recoveryCodesLeft
      isRequired
    }
  }
`);

const StartDocument = graphql(`
  mutation StartTotpEnrolment {
    startTotpEnrolment {
      enrolment {
        otpauthUri
        secret
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

const ConfirmDocument = graphql(`
  mutation ConfirmTotpEnrolment($input: ConfirmTotpEnrolmentInput!) {
    confirmTotpEnrolment(input: $input) {
      recoveryCodes
      viewer {
        id
        ...SecondFactor_viewer
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

const DisableDocument = graphql(`
  mutation DisableTotp {
    disableTotp {
      viewer {
        id
        ...SecondFactor_viewer
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

const RegenerateDocument = graphql(`
  mutation RegenerateRecoveryCodes {
    regenerateRecoveryCodes {
      recoveryCodes
      viewer {
        id
        ...SecondFactor_viewer
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export function SecondFactor({ viewer }: { viewer: FragmentType<typeof SecondFactorFragment> }) {
  const data = usePart(SecondFactorFragment, viewer);
  const [changing, setChanging] = useState(false);
  const [codes, setCodes] = useState<readonly string[]>();
  const factor = data?.secondFactor;
  if (!factor) return null;
  return (
    <section className="stack" aria-labelledby="second-step">
      <div className="card-head">
        <h2 id="second-step">Second step</h2>
        <Badge tone={factor.isEnabled ? 'good' : 'warn'}>{factor.isEnabled ? 'On' : 'Off'}</Badge>
      </div>
      <p className="hint">
        {factor.isEnabled && factor.enabledAt ? (
          <>
            On since <Moment at={factor.enabledAt} />,{' '}
            {count(factor.recoveryCodesLeft, 'recovery code')} left.
          </>
        ) : (
          'A code from an authenticator app, so that your password alone lets nobody in.'
        )}
      </p>
      {codes ? (
        <RecoveryCodes
          codes={codes}
          action="I wrote them down"
          done={() => {
            setCodes(undefined);
            setChanging(false);
          }}
        />
      ) : changing ? (
        <StepUp provenUntil={data.provenUntil} hasSecondStep={factor.isEnabled}>
          {factor.isEnabled ? (
            <Enabled isRequired={factor.isRequired} show={setCodes} />
          ) : (
            <Setup show={setCodes} />
          )}
        </StepUp>
      ) : (
        <div className="row">
          <Button look="quiet" onClick={() => setChanging(true)}>
            {factor.isEnabled ? 'Change the second step' : 'Set up a second step'}
          </Button>
        </div>
      )}
    </section>
  );
}

/** Shows codes that are told only once. */
type Show = (codes: readonly string[]) => void;

function Setup({ show }: { show: Show }) {
  const [start, started] = useCommand(StartDocument);
  const [confirm] = useCommand(ConfirmDocument);
  const [notice, tell] = useNotice();
  const [enrolment, setEnrolment] = useState<Enrolment>();

  async function begin() {
    const begun = tell(await start());
    if (begun?.enrolment) setEnrolment(begun.enrolment);
  }

  if (!enrolment) {
    return (
      <>
        {notice}
        <Button busy={started.loading} onClick={() => void begin()}>
          Show me the key
        </Button>
      </>
    );
  }
  return (
    <>
      <TotpSetup enrolment={enrolment} />
      <div className="card">
        <Form
          label="Set up a second step"
          action="Switch it on"
          submit={(answers) => confirm({ code: String(answers.get('code')) })}
          done={({ recoveryCodes }) => show(recoveryCodes ?? [])}
        >
          <TextField
            name="code"
            label="Code from your app"
            autoComplete="one-time-code"
            inputMode="numeric"
          />
        </Form>
      </div>
    </>
  );
}

function Enabled({ isRequired, show }: { isRequired: boolean; show: Show }) {
  const [disable, disabling] = useCommand(DisableDocument);
  const [regenerate, making] = useCommand(RegenerateDocument);
  const [notice, tell] = useNotice();

  async function renew() {
    const renewed = tell(await regenerate());
    if (renewed) show(renewed.recoveryCodes ?? []);
  }

  return (
    <>
      {notice}
      <div className="row">
        <Button look="quiet" busy={making.loading} onClick={() => void renew()}>
          Make new recovery codes
        </Button>
        {!isRequired && (
          <Button
            look="quiet"
            busy={disabling.loading}
            onClick={async () => void tell(await disable())}
          >
            Switch the second step off
          </Button>
        )}
      </div>
      {isRequired && <p className="hint">This website lets nobody in without a second step.</p>}
    </>
  );
}
