/** A form that shows every fault twice: in a summary with links, and at its field. */
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react';

import type { Fault, Outcome, Refusal } from '../lib/command';
import { Button } from './Button';

interface Faults {
  /** The id of the control called `name`. */
  idOf(name: string): string;
  messagesAt(name: string): readonly string[];
}

const FaultsContext = createContext<Faults | undefined>(undefined);

export function useFaults(): Faults {
  const faults = useContext(FaultsContext);
  if (!faults) throw new Error('a field stands outside of a form');
  return faults;
}

/** A fault with the control it belongs to. */
interface Placed {
  readonly message: string;
  readonly name: string | undefined;
  /** What the control is called on the page: "Fill this in." alone would not say what. */
  readonly label: string | undefined;
}

interface Answer {
  readonly placed: readonly Placed[];
  readonly failure: string | undefined;
}

const SILENCE: Answer = { placed: [], failure: undefined };

interface FormProps<P> {
  /** Names the form for people who cannot see where it begins. */
  readonly label: string;
  /** What the button says. */
  readonly action: string;
  /** Sends the answers. */
  submit(answers: FormData): Promise<Outcome<P>>;
  /** Told when they were taken; may still find that they lead nowhere. */
  readonly done?: (payload: P, answers: FormData) => void | Promise<Refusal | void>;
  readonly children?: ReactNode;
}

export function Form<P>({ label, action, submit, done, children }: FormProps<P>) {
  const id = useId();
  const [busy, setBusy] = useState(false);
  const [answer, setAnswer] = useState(SILENCE);

  async function send(element: HTMLFormElement) {
    setBusy(true);
    const answers = new FormData(element);
    const outcome = await submit(answers);
    const refusal = 'refusal' in outcome ? outcome.refusal : await done?.(outcome.payload, answers);
    setBusy(false);
    setAnswer({
      placed: (refusal?.faults ?? []).map((fault) => placed(fault, element)),
      failure: refusal?.failure,
    });
  }

  const faults: Faults = {
    idOf: (name) => `${id}-${name}`,
    messagesAt: (name) =>
      answer.placed.filter((fault) => fault.name === name).map((fault) => fault.message),
  };
  return (
    <FaultsContext value={faults}>
      <form
        className="form"
        aria-label={label}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) void send(event.currentTarget);
        }}
      >
        <Summary answer={answer} />
        {children}
        <Button type="submit" busy={busy}>
          {action}
        </Button>
      </form>
    </FaultsContext>
  );
}

function Summary({ answer }: { answer: Answer }) {
  const { idOf } = useFaults();
  const heading = useId();
  const box = useRef<HTMLDivElement>(null);
  const { placed: faults, failure } = answer;
  useEffect(() => {
    if (answer !== SILENCE) box.current?.focus();
  }, [answer]);
  if (faults.length === 0 && failure === undefined) return null;
  return (
    <div
      ref={box}
      className="notice notice-bad"
      role="alert"
      tabIndex={-1}
      aria-labelledby={heading}
    >
      <h2 id={heading} className="notice-title">
        There is a problem
      </h2>
      {failure !== undefined && <p>{failure}</p>}
      {faults.length > 0 && (
        <ul>
          {faults.map(({ name, label, message }, place) => (
            <li key={place}>
              {name === undefined ? (
                message
              ) : (
                <FaultLink id={idOf(name)}>
                  {label === undefined ? message : `${label}: ${message}`}
                </FaultLink>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Leads to a field without touching the address, whose fragment may hold a secret. */
function FaultLink({ id, children }: { id: string; children: string }) {
  return (
    <a
      href={`#${id}`}
      onClick={(event) => {
        event.preventDefault();
        document.getElementById(id)?.focus();
      }}
    >
      {children}
    </a>
  );
}

/** Finds the control of a fault: the one of its path, else the first below it, else one above. */
function placed({ field, message }: Fault, form: HTMLFormElement): Placed {
  const controls = [...form.elements].filter(isNamed);
  for (let length = field?.length ?? 0; length > 0; length -= 1) {
    const path = field!.slice(0, length).join('.');
    const control = controls.find(({ name }) => name === path || name.startsWith(`${path}.`));
    if (control) {
      const label = control.labels?.[0]?.firstChild?.textContent ?? undefined;
      return { name: control.name, message, label };
    }
  }
  return { name: undefined, message, label: undefined };
}

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

function isNamed(element: Element): element is Control {
  return element.matches('input[name], select[name], textarea[name]');
}
