/** Push messages in this browser: what its push service gives out, and who wants them here. */
const WANTED = 'scriptorium-push';

/** What the push service of this browser gives out, after its owner allowed it. */
export async function subscription(applicationServerKey: string) {
  const worker = await navigator.serviceWorker.register('/push.js');
  const { endpoint, keys } = (
    await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey })
  ).toJSON();
  const { p256dh, auth } = keys ?? {};
  return endpoint && p256dh && auth ? { endpoint, p256dh, auth } : undefined;
}

/** They want push messages in this browser, whenever they are signed in. */
export function want(account: string) {
  localStorage.setItem(WANTED, account);
}

/** Nobody wants them here any more. */
export function unwant() {
  localStorage.removeItem(WANTED);
}

/** Whether they want them here, and the browser would show them without asking. */
export function isWantedBy(account: string): boolean {
  const allowed = 'Notification' in window && Notification.permission === 'granted';
  return allowed && 'serviceWorker' in navigator && localStorage.getItem(WANTED) === account;
}
