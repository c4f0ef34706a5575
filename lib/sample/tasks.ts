import type { Place } from './estate'
import { iam, sts } from './operations/access'
import { ec2 } from './operations/ec2'
import type { Operation } from './operations/operation'
import { delivery, dynamodb, fleet, lambda, logs, monitoring, rds } from './operations/platform'
import { kms, parameters, secrets } from './operations/secrets'
import { s3 } from './operations/storage'
import { oddsOf, type Odds } from './random'

/** What somebody sits down to do: the calls that it takes, and how often each. `global` work is recorded in us-east-1. */
export type Task = { weight: number; global: boolean; calls: readonly (readonly [Operation, number])[] }

const task = (weight: number, ...calls: (readonly [Operation, number])[]): Task => ({ weight, global: false, calls })
const globalTask = (weight: number, ...calls: (readonly [Operation, number])[]): Task => ({ weight, global: true, calls })

const accessReview = (weight: number) => globalTask(weight,
  [iam.listUsers, 1], [iam.listRoles, 2], [iam.getUser, 8], [iam.listAccessKeys, 5], [iam.listMfaDevices, 4], [iam.listGroupsForUser, 4],
  [iam.getRole, 5], [iam.listAttachedRolePolicies, 5], [iam.getPolicyVersion, 2], [iam.accountSummary, 1])

const buckets = (weight: number) => task(weight,
  [s3.listBuckets, 2], [s3.location, 6], [s3.acl, 7], [s3.policyStatus, 6], [s3.publicAccess, 6], [s3.versioning, 4], [s3.logging, 4],
  [s3.tagging, 4], [s3.encryption, 3], [s3.policy, 4], [s3.cors, 2], [s3.website, 2], [s3.lifecycle, 2], [s3.objectLock, 2], [s3.replication, 2])

const network = (weight: number) => task(weight,
  [ec2.describeVpcs, 4], [ec2.describeSubnets, 5], [ec2.describeRouteTables, 9], [ec2.describeSecurityGroups, 6], [ec2.describeNetworkAcls, 2],
  [ec2.describeNatGateways, 3], [ec2.describeVpcAttribute, 5], [ec2.describeNetworkInterfaces, 4], [ec2.describeAddresses, 2])

/** What people click through in the console. */
export const consoleTasks: readonly Task[] = [
  task(10, [ec2.describeInstances, 9], [ec2.describeInstanceStatus, 6], [ec2.describeVolumes, 4], [ec2.describeVolumeStatus, 3],
    [ec2.describeSecurityGroups, 3], [ec2.describeAvailabilityZones, 2], [ec2.describeAddresses, 2], [ec2.describeTags, 3],
    [ec2.describeInstanceAttribute, 3], [fleet.groups, 1], [monitoring.alarms, 3], [monitoring.health, 3], [fleet.inventory, 3]),
  task(7, [monitoring.alarms, 6], [monitoring.metrics, 4], [monitoring.dashboards, 1], [logs.groups, 5], [logs.streams, 5], [logs.filter, 4],
    [monitoring.health, 2], [monitoring.hubs, 2]),
  task(5, [rds.instances, 8], [rds.snapshots, 3], [rds.clusters, 3], [rds.engines, 2], [rds.tags, 3], [rds.maintenance, 1], [monitoring.alarms, 2]),
  task(5, [lambda.list, 4], [lambda.get, 5], [lambda.configuration, 5], [logs.streams, 3], [logs.filter, 3]),
  task(4, [fleet.balancers, 4], [fleet.listeners, 3], [fleet.health, 6], [ec2.describeSubnets, 2], [ec2.describeSecurityGroups, 2]),
  task(3, [secrets.list, 3], [secrets.describe, 5], [secrets.resourcePolicy, 2], [parameters.describe, 5], [kms.describeKey, 3], [kms.forSecret, 2]),
  task(3, [dynamodb.list, 2], [dynamodb.describe, 6], [monitoring.alarms, 2]),
  task(2, [monitoring.costs, 6], [monitoring.organisation, 1], [monitoring.health, 2]),
  buckets(4),
  accessReview(4),
]

/** What people and pipelines do with Terraform and the command line. */
export const shellTasks: readonly Task[] = [
  network(10),
  task(7, [parameters.get, 8], [parameters.tags, 6], [parameters.describe, 6], [kms.forParameter, 7], [parameters.put, 1]),
  task(6, [secrets.describe, 5], [secrets.resourcePolicy, 5], [secrets.get, 4], [kms.forSecret, 4]),
  task(4, [ec2.describeInstances, 6], [ec2.describeImages, 3], [ec2.describeTags, 3], [ec2.describeLaunchTemplates, 2], [ec2.createTags, 2],
    [ec2.describeAccountAttributes, 3], [sts.whoAmI, 1]),
  task(3, [delivery.services, 6], [delivery.tasks, 4], [delivery.stacks, 4], [delivery.stackEvents, 3], [logs.filter, 4]),
  task(3, [s3.list, 3], [s3.head, 3], [s3.get, 6], [s3.put, 2], [kms.forBucket, 4]),
  task(2, [rds.instances, 5], [rds.tags, 4], [rds.snapshots, 2]),
  buckets(6),
  globalTask(9, [iam.getRole, 8], [iam.listRolePolicies, 8], [iam.listAttachedRolePolicies, 9], [iam.getPolicy, 5], [iam.getPolicyVersion, 5],
    [iam.getRolePolicy, 4], [iam.listInstanceProfiles, 3], [iam.getUser, 5], [sts.whoAmI, 1], [iam.tagRole, 1]),
]

/** What it takes to change what runs. */
const changes = (weight: number) => task(weight,
  [ec2.describeSecurityGroups, 4], [ec2.authorizeIngress, 1], [ec2.createTags, 4], [parameters.get, 3], [parameters.put, 4], [kms.forParameter, 2])

/** What a deployment does. */
export const deployTasks: readonly Task[] = [
  task(6, [delivery.token, 1], [delivery.layers, 6], [delivery.image, 2], [delivery.putImage, 2], [delivery.registerTask, 2],
    [delivery.updateService, 2], [delivery.services, 8], [delivery.tasks, 3]),
  task(3, [lambda.get, 3], [lambda.updateCode, 4], [lambda.configuration, 8]),
  network(3),
  changes(3),
  task(3, [delivery.stacks, 6], [delivery.stackEvents, 6], [parameters.get, 4], [kms.forParameter, 4], [parameters.put, 1]),
  globalTask(2, [iam.getRole, 5], [iam.listAttachedRolePolicies, 4], [iam.getPolicyVersion, 3], [iam.createPolicyVersion, 1]),
]

/** What a running application asks for. */
export const serverTasks: readonly Task[] = [
  task(6, [s3.get, 8], [s3.put, 4], [s3.head, 3], [s3.list, 1], [kms.forBucket, 6], [kms.dataKey, 3]),
  task(4, [secrets.get, 4], [kms.forSecret, 5], [parameters.get, 4], [kms.forParameter, 4]),
  task(3, [fleet.heartbeat, 6], [fleet.associations, 4], [ec2.describeTags, 3]),
  task(2, [dynamodb.get, 8], [dynamodb.describe, 1]),
]

export const functionTasks: readonly Task[] = [
  task(4, [logs.createStream, 4], [kms.forFunction, 5], [secrets.get, 2], [kms.forSecret, 3]),
  task(3, [s3.get, 6], [s3.put, 4], [kms.forBucket, 4]),
  task(2, [dynamodb.get, 8], [logs.createStream, 2]),
]

/** What programs with a user's key ask for around the clock. */
export const pollerTasks: readonly Task[] = [
  task(6, [ec2.describeInstances, 8], [ec2.describeVolumes, 4], [ec2.describeTags, 4], [ec2.describeRegions, 1], [ec2.describeNetworkInterfaces, 3]),
  task(4, [rds.instances, 6], [rds.tags, 6], [rds.clusters, 2]),
  task(4, [monitoring.metrics, 6], [monitoring.alarms, 4], [fleet.groups, 3]),
  task(3, [s3.list, 3], [s3.get, 8], [kms.forBucket, 4]),
  task(3, [fleet.balancers, 4], [fleet.health, 8]),
  task(2, [lambda.list, 4], [lambda.configuration, 6]),
  globalTask(2, [iam.listUsers, 1], [iam.listRoles, 1], [iam.getUser, 4], [iam.listAccessKeys, 5]),
]

export const backupTasks: readonly Task[] = [
  task(5, [ec2.describeVolumes, 4], [ec2.describeSnapshots, 4], [ec2.createSnapshot, 3], [ec2.deleteSnapshot, 3]),
  task(3, [rds.instances, 4], [rds.snapshots, 5]),
]

/** What service-linked roles do, by the service that uses them. */
export const linkedTasks = {
  'autoscaling.amazonaws.com': [
    task(4, [ec2.describeInstances, 4], [ec2.describeInstanceStatus, 6], [fleet.health, 5], [fleet.registerTargets, 1]),
    task(1, [ec2.runInstances, 2], [ec2.terminateInstances, 2], [ec2.describeLaunchTemplates, 2], [fleet.registerTargets, 2]),
  ],
  'config.amazonaws.com': [
    network(4), buckets(3),
    task(2, [rds.instances, 4], [rds.tags, 4], [lambda.list, 2], [dynamodb.describe, 4]),
    globalTask(2, [iam.getRole, 6], [iam.listAttachedRolePolicies, 6], [iam.listRolePolicies, 6], [iam.getUser, 3]),
  ],
  'access-analyzer.amazonaws.com': [task(2, [s3.acl, 5], [s3.policy, 4], [s3.publicAccess, 4], [kms.describeKey, 4]), accessReview(2)],
  'securityhub.amazonaws.com': [task(2, [fleet.rules, 4], [fleet.recorders, 2], [fleet.trails, 3], [fleet.trailStatus, 3])],
} satisfies Record<string, readonly Task[]>

/** What AWS services do as themselves. */
export const serviceTasks: Record<string, readonly Task[]> = {
  'cloudtrail.amazonaws.com': [task(1, [s3.acl, 6], [s3.put, 3], [kms.trailKey, 4])],
  'delivery.logs.amazonaws.com': [task(1, [s3.put, 6], [s3.acl, 1])],
  'lambda.amazonaws.com': [task(1, [kms.forFunction, 3], [delivery.image, 2])],
}

/** The draws for places where global work is recorded, and for all others. */
export type TaskOdds = { everywhere: Odds<Task>; withGlobal: Odds<Task> }

/** Prepares tasks to be drawn by the place where they happen. */
export function taskOdds(tasks: readonly Task[]): TaskOdds {
  const local = tasks.filter((each) => !each.global)
  return { everywhere: oddsOf(local, (each) => each.weight), withGlobal: oddsOf(tasks, (each) => each.weight) }
}

/** The draw that fits a place. */
export const tasksAt = (odds: TaskOdds, place: Place): Odds<Task> => (place.region === 'us-east-1' ? odds.withGlobal : odds.everywhere)
