/* Shows push messages, and opens what they are about. */
self.addEventListener('push', (event) => {
  const { title, body, path, tag } = event.data ? event.data.json() : {};
  if (!title) return;
  // A message that comes again replaces the one that stands there already.
  event.waitUntil(self.registration.showNotification(title, { body, tag, data: { path } }));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const { path = '/' } = event.notification.data ?? {};
  // A path of this website: whoever could send a message must not choose another site.
  const address = /^\/(?![/\\])/.test(path) ? path : '/';
  event.waitUntil(self.clients.openWindow(address));
});
