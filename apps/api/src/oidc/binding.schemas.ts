import { instant, list, nullable, object, pageOfSchema, schema, text, uuid } from '../openapi/schema';

const NAMED = object({ id: uuid, name: text('姓名') });
export const BINDING = schema('Binding', object({ id: uuid, issuer: text('统一身份认证服务'), subject: text('该服务中的 subject'), person: NAMED, boundAt: instant, boundBy: nullable(NAMED) }));
export const BINDING_PAGE = pageOfSchema('BindingPage', BINDING);
export const OWN_BINDINGS = schema('OwnBindings', object({ items: list(BINDING) }));
export const PROVIDER_ADDRESS = schema('ProviderAddress', object({ authorizationUrl: { type: 'string', format: 'uri', description: '浏览器须前往的地址' } }));
