// A real OpenID provider (oidc-provider) as a process of its own: it publishes ES modules only. Anybody signs in by the
// name that they type, which becomes their subject. A message sets its clock off by so many seconds.
let offset = 0;
const now = Date.now.bind(Date);
Date.now = () => now() + offset * 1_000;
process.on('message', (seconds) => {
  offset = seconds;
  process.send({ offset });
});

const { default: Provider } = await import('oidc-provider');
const { port, redirectUri } = JSON.parse(process.argv[2]);
const home = new URL('/', redirectUri).href;
const client = { redirect_uris: [redirectUri], post_logout_redirect_uris: [home], response_types: ['code'], grant_types: ['authorization_code'] };
const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [
    { ...client, client_id: 'confidential', client_secret: 'test-only-secret', token_endpoint_auth_method: 'client_secret_basic' },
    { ...client, client_id: 'public', token_endpoint_auth_method: 'none' },
  ],
  cookies: { keys: ['test-only'] },
  pkce: { required: () => true },
  ttl: { IdToken: 10, AuthorizationCode: 60, AccessToken: 60, Interaction: 3_600, Session: 3_600, Grant: 3_600 },
});
const server = provider.listen(port, '127.0.0.1', () => process.send({ port }));
process.on('disconnect', () => server.close(() => process.exit(0)));
