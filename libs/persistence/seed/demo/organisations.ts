import { CENTER, COMMISSION, DATA_USER, VENDOR } from './district';
import { HOSPITAL_A } from './hospital-a';
import type { DemoOrganisation } from './model';
import { CLINIC_C, HEALTH_CENTRE_B } from './small-units';

/** The demonstration district. Every organisation and everybody in it is made up. */
export const DEMO_ORGANISATIONS: readonly DemoOrganisation[] = [COMMISSION, CENTER, HOSPITAL_A, HEALTH_CENTRE_B, CLINIC_C, DATA_USER, VENDOR];

/** The same for every demo account, and plainly no secret. */
export const DEMO_PASSWORD = 'qingdun-demo-only';

/** A platform that asks for the validity of grants, of the development centre. */
export const DEMO_CLIENT = { clientId: 'demo-platform', secret: 'qingdun-demo-only-client', name: '演示数据平台', orgCode: CENTER.code };
