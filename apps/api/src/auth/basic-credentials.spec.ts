import { basicCredentials } from './basic-credentials';

const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;

describe('basicCredentials', () => {
  it('decodes both halves as RFC 6749 §2.3.1 says', () => {
    expect(basicCredentials(basic('plat%3Aform:s+e%2Bcret'))).toEqual({ clientId: 'plat:form', clientSecret: 's e+cret' });
    expect(basicCredentials(basic('a:b:c'))).toEqual({ clientId: 'a', clientSecret: 'b:c' });
  });

  it.each([[undefined], ['Bearer x'], ['Basic !'], [basic('nocolon')], [basic(':secret')], [basic('id:')], [basic('%zz:x')]])('finds none in %p', (header) => {
    expect(basicCredentials(header)).toBeUndefined();
  });
});
