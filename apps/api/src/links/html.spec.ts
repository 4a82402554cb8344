import { html } from './html';

describe('html', () => {
  it('escapes what is put in, in text and in attributes', () => {
    const evil = `<img src=x onerror="alert('1')">&`;
    expect(html`<p title="${evil}">${evil}</p>`.text).toBe(`<p title="&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;">&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;</p>`);
  });

  it('takes over what is HTML already, lists item after item, and leaves out what is not there', () => {
    expect(html`<ul>${['a<', 'b'].map((one) => html`<li>${one}</li>`)}</ul>${false}${undefined}${0}`.text).toBe('<ul><li>a&lt;</li><li>b</li></ul>0');
  });
});
