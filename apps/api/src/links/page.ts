/** The frame of a page that people reach from a message: readable on a telephone, without a script or anything from elsewhere. */
import type { FastifyReply } from 'fastify';
import { createHash } from 'node:crypto';
import { html, Html, type Part } from './html';

const STYLE = `:root{color-scheme:light dark;font:16px/1.6 system-ui,"PingFang SC","Microsoft YaHei",sans-serif}
body{margin:0 auto;max-width:40rem;padding:1rem;overflow-wrap:anywhere}
h1{font-size:1.25rem;margin:.5rem 0}h2{font-size:1rem;margin:1rem 0 .25rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem;margin:.5rem 0}dt{opacity:.7;max-width:9rem}dd{margin:0;white-space:pre-wrap}
fieldset{border:1px solid #8888;border-radius:.5rem;margin:1rem 0;padding:.75rem}
label{display:block;margin:.5rem 0}input,textarea,select,button{font:inherit;box-sizing:border-box}
input:not([type=radio]):not([type=checkbox]),textarea,select{display:block;width:100%;padding:.5rem;margin-top:.25rem}
label.choice{padding:.5rem 0;margin:0}button{width:100%;padding:.75rem;border:0;border-radius:.5rem;background:#1668dc;color:#fff}
.note{border-left:.25rem solid #1668dc;padding:.5rem .75rem;margin:1rem 0}.problem{border-color:#d32029}small{opacity:.7}`;

/** Nothing but the page's own style and its own forms. */
const POLICY = ["default-src 'none'", `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`, "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"].join('; ');

export interface Page {
  readonly status: number;
  readonly title: string;
  readonly body: Part;
}

export const document = ({ title, body }: Page): string =>
  html`<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>${title} · 青盾</title>${new Html(`<style>${STYLE}</style>`)}</head><body><main>${body}</main></body></html>`.text;

/** Not kept by anybody, and not told to the pages that it leads to. */
export function sendPage(reply: FastifyReply, page: Page): FastifyReply {
  const headers = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', 'content-security-policy': POLICY, 'referrer-policy': 'same-origin' };
  // The serializer is named because the frame may have chosen another one.
  return reply.code(page.status).headers(headers).send(document(page));
}
