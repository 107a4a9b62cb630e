/** An address of this app: whoever made a link must not choose another site to go to. */
export function inside(next: string | undefined): string {
  return next !== undefined && /^\/(?![/\\])/.test(next) ? next : '/';
}
