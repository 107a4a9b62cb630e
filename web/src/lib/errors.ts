/** What went wrong above the level of a form's fields, in words for people. */
import { CombinedGraphQLErrors, ServerError } from '@apollo/client';

type Code =
  | 'BAD_REQUEST'
  | 'BAD_USER_INPUT'
  | 'FEATURE_DISABLED'
  | 'FORBIDDEN'
  | 'GRAPHQL_PARSE_FAILED'
  | 'GRAPHQL_VALIDATION_FAILED'
  | 'INTERNAL_SERVER_ERROR'
  | 'NOT_FOUND'
  | 'OPERATION_RESOLUTION_FAILURE'
  | 'PAYLOAD_TOO_LARGE'
  | 'PERSISTED_QUERY_NOT_FOUND'
  | 'QUERY_TOO_COMPLEX'
  | 'RATE_LIMITED'
  | 'STEP_UP_REQUIRED'
  | 'TIMEOUT'
  | 'UNAUTHENTICATED'
  | 'WEBSITE_SUSPENDED'
  | 'WEBSITE_UNKNOWN';

const OUTDATED = 'This page is out of date. Reload it and try again.';

const MESSAGES: Record<Code, string> = {
  BAD_REQUEST: OUTDATED,
  BAD_USER_INPUT: 'The server did not understand this. Check what you entered and try again.',
  FEATURE_DISABLED: 'This website does not offer this.',
  FORBIDDEN: 'You may not see or do this. Ask the team of this website if you think you should.',
  GRAPHQL_PARSE_FAILED: OUTDATED,
  GRAPHQL_VALIDATION_FAILED: OUTDATED,
  INTERNAL_SERVER_ERROR: 'Something went wrong on our side. Try again in a moment.',
  NOT_FOUND: 'There is nothing here, or it is not for you to see.',
  OPERATION_RESOLUTION_FAILURE: OUTDATED,
  PAYLOAD_TOO_LARGE: 'This is too large. Send less at once.',
  PERSISTED_QUERY_NOT_FOUND: OUTDATED,
  QUERY_TOO_COMPLEX: 'This asks for too much at once. Narrow it down and try again.',
  RATE_LIMITED: 'Too many tries in a short time. Wait a minute and try again.',
  STEP_UP_REQUIRED: 'Sign in again first: this needs a fresh sign-in.',
  TIMEOUT: 'This took too long. Try again in a moment.',
  UNAUTHENTICATED: 'You are signed out. Sign in to go on.',
  WEBSITE_SUSPENDED: 'This website is closed at the moment.',
  WEBSITE_UNKNOWN: 'There is no website at this address.',
};

/** For codes a newer server may send. */
const UNKNOWN = 'This did not work. Try again in a moment.';

const UNREACHABLE = 'The server cannot be reached. Check your connection and try again.';

/** The code of the first error, if the server gave one. */
export function codeOf(error: unknown): string | undefined {
  if (!CombinedGraphQLErrors.is(error)) return undefined;
  const code = error.errors[0]?.extensions?.['code'];
  return typeof code === 'string' ? code : undefined;
}

/** What to tell the person in front of the screen. */
export function messageOf(error: unknown): string {
  const code = codeOf(error);
  if (code !== undefined) return isCode(code) ? MESSAGES[code] : UNKNOWN;
  if (ServerError.is(error)) return error.statusCode === 429 ? MESSAGES.RATE_LIMITED : UNKNOWN;
  return isUnreachable(error) ? UNREACHABLE : UNKNOWN;
}

function isCode(code: string): code is Code {
  return Object.hasOwn(MESSAGES, code);
}

/** How the browsers say that a request got no answer at all. */
function isUnreachable(error: unknown): boolean {
  return error instanceof TypeError && /fetch|network|load failed/i.test(error.message);
}
