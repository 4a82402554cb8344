import { stopShared } from './shared-stack';

export default stopShared;
