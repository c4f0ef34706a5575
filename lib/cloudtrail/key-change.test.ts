import { expect, it } from 'vitest'
import { keyChangeOf } from './key-change'
import type { TrailRecord } from './record'

const iam = (eventName: string, more: TrailRecord): TrailRecord => ({ eventSource: 'iam.amazonaws.com', eventName, ...more })
const AKIA1 = { accessKeyId: 'AKIA1' }

it.each<[string, TrailRecord, object | undefined]>([
  ['is created', iam('CreateAccessKey', { requestParameters: null, responseElements: { accessKey: { ...AKIA1, status: 'Active' } } }), { key: 'AKIA1', status: 'created' }],
  ['is switched off', iam('UpdateAccessKey', { requestParameters: { ...AKIA1, status: 'Inactive' } }), { key: 'AKIA1', status: 'inactive' }],
  ['is switched on again', iam('UpdateAccessKey', { requestParameters: { ...AKIA1, status: 'Active' } }), { key: 'AKIA1', status: 'active' }],
  ['is deleted', iam('DeleteAccessKey', { requestParameters: { ...AKIA1, userName: 'alice' }, responseElements: null }), { key: 'AKIA1', status: 'deleted' }],
  ['stays as it is where the call is refused', iam('DeleteAccessKey', { errorCode: 'AccessDenied', requestParameters: AKIA1 }), undefined],
  ['stays as it is where the key is not told', iam('CreateAccessKey', { responseElements: null }), undefined],
  ['stays as it is where another service has a call of that name', { eventSource: 'quicksight.amazonaws.com', eventName: 'DeleteAccessKey', requestParameters: AKIA1 }, undefined],
  ['stays as it is where it is only listed', iam('ListAccessKeys', { requestParameters: AKIA1 }), undefined],
])('tells when a lasting key %s', (_, record, expected) => expect(keyChangeOf(record)).toEqual(expected))
