/** The text somebody typed, or null where they typed none. */
export function textIn(answers: FormData, name: string): string | null {
  const value = answers.get(name);
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}
