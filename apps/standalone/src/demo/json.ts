import { objectOf } from '../json-file';
import type { Json } from './client';

/** The objects in a list that came as JSON; none where it is no list. */
export const listOf = (value: unknown): Json[] => (Array.isArray(value) ? value.map(objectOf) : []);
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
