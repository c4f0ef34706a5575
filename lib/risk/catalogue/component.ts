import type { EventsBySource } from '../rule'

/** Components of the system: made, changed and removed. */
export const componentEvents: EventsBySource = {
  'agreement-marketplace.amazonaws.com': {
    AcceptAgreementRequest: { severity: 'medium', why: 'Accepts an offer of the marketplace.', techniques: ['T1098'] },
  },
  'amplify.amazonaws.com': {
    CreateApp: { severity: 'low', why: 'Makes a hosted app.' },
  },
  'apprunner.amazonaws.com': {
    CreateService: { severity: 'low', why: 'Starts containers where few look for them.', techniques: ['T1496'] },
  },
  'autoscaling.amazonaws.com': {
    CreateAutoScalingGroup: {
      severity: 'low', why: 'Keeps machines running by itself.', techniques: ['T1496'],
      changes: [
        { to: 'medium', why: 'It may grow beyond 50 machines.', when: [{ path: 'requestParameters.maxSize', atLeast: 51 }] },
      ],
      needsHistory: 'raise to medium when the region was never used',
    },
    CreateLaunchConfiguration: { severity: 'low', why: 'Makes a pattern for machines.' },
    DeleteAutoScalingGroup: { severity: 'medium', why: 'Stops a group of machines.' },
    UpdateAutoScalingGroup: { severity: 'low', why: 'Changes how many machines run.' },
  },
  'batch.amazonaws.com': {
    CreateComputeEnvironment: { severity: 'low', why: 'Makes a pool of machines.' },
    RegisterJobDefinition: { severity: 'low', why: 'Defines containers with their role.', techniques: ['T1496'] },
    SubmitJob: { severity: 'info', why: 'Runs a job.' },
  },
  'budgets.amazonaws.com': {
    DeleteBudget: { severity: 'medium', why: 'Removes the warning of high cost.' },
    ModifyBudget: { severity: 'low', why: 'Changes the warning of high cost.' },
  },
  'ce.amazonaws.com': {
    DeleteAnomalyMonitor: { severity: 'medium', why: 'Removes the warning of unusual cost.' },
    GetCostAndUsage: { severity: 'info', why: 'Reads what the account costs.', techniques: ['T1526'] },
  },
  'cloud9.amazonaws.com': {
    CreateEnvironmentEC2: { severity: 'medium', why: 'Starts a machine with an editor in the browser.' },
    CreateEnvironmentMembership: { severity: 'medium', why: 'Lets another person into an editor and its machine.' },
  },
  'cloudformation.amazonaws.com': {
    CreateChangeSet: { severity: 'info', why: 'Prepares a change by a template.' },
    CreateStack: { severity: 'low', why: 'Makes resources from a template.', techniques: ['T1496'] },
    DeleteStack: { severity: 'medium', why: 'Removes all resources of a stack.' },
    ExecuteChangeSet: { severity: 'low', why: 'Carries out a prepared change.' },
    UpdateStack: { severity: 'low', why: 'Changes resources by a template.' },
    UpdateTerminationProtection: { severity: 'medium', why: 'Changes whether a stack can be deleted.' },
  },
  'cloudfront.amazonaws.com': {
    CreateFunction2020_05_31: { severity: 'low', why: 'Makes code for the requests of visitors.' },
    PublishFunction2020_05_31: { severity: 'medium', why: 'Puts code to work that every request of visitors runs through.' },
    UpdateDistribution2020_05_31: { severity: 'medium', why: 'Changes what is delivered to visitors, and from where.' },
    UpdateFunction2020_05_31: { severity: 'medium', why: 'Changes code that every request of visitors runs through.' },
  },
  'codebuild.amazonaws.com': {
    BatchGetProjects: { severity: 'info', why: 'Reads builds with their variables.' },
    CreateProject: { severity: 'low', why: 'Makes a build that runs code with a role.' },
    StartBuild: {
      severity: 'info', why: 'Runs a build.',
      changes: [
        { to: 'medium', why: 'The build runs other commands than the project says.', when: [{ path: 'requestParameters.buildspecOverride', present: true }] },
      ],
    },
    UpdateProject: { severity: 'low', why: 'Changes the code or role of a build.' },
  },
  'codepipeline.amazonaws.com': {
    UpdatePipeline: { severity: 'low', why: 'Changes how code reaches production.' },
  },
  'ec2.amazonaws.com': {
    CreateCapacityReservation: { severity: 'medium', why: 'Pays for machines in advance.', techniques: ['T1496'] },
    CreateFleet: { severity: 'medium', why: 'Starts many machines.' },
    CreateLaunchTemplate: { severity: 'low', why: 'Makes a pattern for machines.', techniques: ['T1496'] },
    CreateLaunchTemplateVersion: { severity: 'low', why: 'Changes a pattern for machines, start script included.' },
    CreateNetworkInterface: { severity: 'info', why: 'Makes a network card.' },
    CreateSubnet: { severity: 'info', why: 'Makes a subnet.' },
    CreateTags: { severity: 'info', why: 'Tags resources; rights may depend on tags.' },
    DeleteNetworkInterface: { severity: 'info', why: 'Removes a network card.' },
    DeleteSubnet: { severity: 'low', why: 'Removes a subnet.' },
    DeleteTags: { severity: 'low', why: 'Takes tags off; rights may depend on tags.' },
    DescribeInstances: { severity: 'info', why: 'Lists machines.', techniques: ['T1580'] },
    DescribeRegions: { severity: 'info', why: 'Lists regions.', techniques: ['T1580'] },
    DescribeSecurityGroups: { severity: 'info', why: 'Lists port rules.', techniques: ['T1580'] },
    DescribeSnapshots: { severity: 'info', why: 'Lists disk copies.', techniques: ['T1580'] },
    PurchaseHostReservation: { severity: 'medium', why: 'Buys hosts for years.' },
    PurchaseReservedInstancesOffering: { severity: 'medium', why: 'Buys machines for years.' },
    RebootInstances: { severity: 'low', why: 'Restarts machines.' },
    RequestSpotFleet: { severity: 'medium', why: 'Orders many machines at spot price.' },
    RequestSpotInstances: {
      severity: 'low', why: 'Orders machines at spot price.',
      changes: [
        { to: 'high', why: 'Machines of a kind used for mining.', values: ['mining-machine'] },
      ],
    },
    RunInstances: {
      severity: 'low', why: 'Starts new machines.', techniques: ['T1098', 'T1496', 'T1021'],
      changes: [
        { to: 'high', why: 'Machines of a kind used for mining.', values: ['mining-machine'] },
      ],
      needsHistory: 'raise to high when the region was never used',
    },
    StartInstances: { severity: 'low', why: 'Starts machines.', techniques: ['T1098', 'T1496'] },
    StopInstances: { severity: 'low', why: 'Stops machines.', techniques: ['T1578.003', 'T1499'] },
    TerminateInstances: {
      severity: 'medium', why: 'Deletes machines.', techniques: ['T1070.004', 'T1485'],
      needsHistory: 'raise to high when many at once',
    },
  },
  'ecs.amazonaws.com': {
    CreateCluster: { severity: 'low', why: 'Makes a cluster for containers.', techniques: ['T1496'] },
    CreateService: {
      severity: 'low', why: 'Keeps containers running.', techniques: ['T1496'],
      changes: [
        { to: 'medium', why: 'More than 100 containers.', when: [{ path: 'requestParameters.desiredCount', atLeast: 101 }] },
      ],
    },
    DeleteCluster: { severity: 'medium', why: 'Removes a cluster.' },
    DeleteService: { severity: 'medium', why: 'Stops a service.' },
    ExecuteCommand: { severity: 'high', why: 'Opens a shell in a container.' },
    RegisterContainerInstance: { severity: 'low', why: 'A machine joins a cluster.' },
    RegisterTaskDefinition: {
      severity: 'low', why: 'Defines containers with their role.', techniques: ['T1496'],
      changes: [
        { to: 'medium', why: 'The container asks for credentials.', when: [{ path: 'requestParameters.containerDefinitions..command[]', matches: '169\\.254\\.170\\.2|AWS_CONTAINER_CREDENTIALS' }] },
        { to: 'medium', why: 'The container asks for credentials.', when: [{ path: 'requestParameters.containerDefinitions..entryPoint[]', matches: '169\\.254\\.170\\.2|AWS_CONTAINER_CREDENTIALS' }] },
      ],
      needsHistory: 'raise to medium when the image is from elsewhere',
    },
    RunTask: { severity: 'low', why: 'Starts containers.' },
    UpdateService: {
      severity: 'low', why: 'Changes what containers run.',
      changes: [
        { to: 'medium', why: 'A shell into its containers becomes possible.', when: [{ path: 'requestParameters.enableExecuteCommand', is: ['true'] }] },
      ],
    },
  },
  'eks.amazonaws.com': {
    CreateAddon: { severity: 'low', why: 'Adds software to a cluster.' },
    CreateCluster: { severity: 'low', why: 'Makes a Kubernetes cluster.' },
    CreateNodegroup: { severity: 'low', why: 'Adds machines to a cluster.' },
    DeleteCluster: { severity: 'high', why: 'Removes a Kubernetes cluster.' },
    DescribeCluster: { severity: 'info', why: 'Reads a cluster.', techniques: ['T1580'] },
    ListClusters: { severity: 'info', why: 'Lists clusters.', techniques: ['T1580'] },
  },
  'elasticbeanstalk.amazonaws.com': {
    CreateEnvironment: { severity: 'low', why: 'Makes a hosted app with machines.' },
    UpdateEnvironment: { severity: 'low', why: 'Changes a hosted app.' },
  },
  'elasticmapreduce.amazonaws.com': {
    AddJobFlowSteps: { severity: 'medium', why: 'Runs something on a cluster.' },
    RunJobFlow: { severity: 'low', why: 'Starts a cluster of machines.' },
    TerminateJobFlows: { severity: 'low', why: 'Stops clusters of machines.' },
  },
  'gamelift.amazonaws.com': {
    CreateFleet: { severity: 'medium', why: 'Starts machines where few look for them.', techniques: ['T1496'] },
  },
  'glue.amazonaws.com': {
    CreateJob: { severity: 'low', why: 'Makes a job that runs code with a role.', techniques: ['T1098'] },
    UpdateJob: { severity: 'low', why: 'Changes the code or role of a job.', techniques: ['T1098'] },
  },
  'imagebuilder.amazonaws.com': {
    CreateComponent: { severity: 'low', why: 'Makes a part that goes into images.' },
  },
  'lambda.amazonaws.com': {
    CreateEventSourceMapping20150331: { severity: 'low', why: 'Feeds events to a function.', techniques: ['T1098'] },
    CreateFunction20150331: { severity: 'low', why: 'Puts new code into the account.', techniques: ['T1098', 'T1496'] },
    DeleteFunction20150331: { severity: 'medium', why: 'Removes a function.' },
    GetFunction20150331v2: { severity: 'low', why: 'Reads a function’s code.', techniques: ['T1526'] },
    Invoke: { severity: 'info', why: 'Runs a function.', techniques: ['T1496'] },
    ListFunctions20150331: { severity: 'info', why: 'Lists functions.', techniques: ['T1526'] },
    PublishLayerVersion20181031: { severity: 'low', why: 'Makes code that functions share.' },
    PutFunctionConcurrency20171031: {
      severity: 'low', why: 'Limits how often a function runs.',
      changes: [
        { to: 'medium', why: 'The function cannot run any more.', when: [{ path: 'requestParameters.reservedConcurrentExecutions', is: ['0'] }] },
      ],
    },
    UpdateEventSourceMapping20150331: { severity: 'low', why: 'Changes which events a function gets.', techniques: ['T1098'] },
    UpdateFunctionCode20150331v2: {
      severity: 'medium', why: 'Changes the code of a function.', techniques: ['T1098', 'T1496', 'T1119'],
      needsHistory: 'lower to low when the deploying role does it as always',
    },
    UpdateFunctionConfiguration20150331v2: {
      severity: 'low', why: 'Changes a function’s settings, layers and variables.', techniques: ['T1098'],
      changes: [
        { to: 'medium', why: 'Its layers change.', when: [{ path: 'requestParameters.layers', present: true }] },
        { to: 'medium', why: 'Its role changes.', when: [{ path: 'requestParameters.role', present: true }] },
      ],
    },
  },
  'lightsail.amazonaws.com': {
    CreateInstances: { severity: 'medium', why: 'Starts machines outside the usual place.', techniques: ['T1578.002', 'T1496'] },
    DownloadDefaultKeyPair: { severity: 'high', why: 'Takes the SSH key of machines.' },
    GetInstanceAccessDetails: { severity: 'high', why: 'Gets the way into a machine.' },
    GetInstances: { severity: 'info', why: 'Lists machines.', techniques: ['T1580'] },
  },
  'rds.amazonaws.com': {
    CreateDBCluster: { severity: 'low', why: 'Makes a database cluster.' },
    CreateDBInstance: {
      severity: 'low', why: 'Makes a database.',
      changes: [
        { to: 'high', why: 'The database gets a public address.', values: ['publicly-accessible'] },
        { to: 'medium', why: 'The data is stored in the clear.', values: ['not-encrypted'] },
      ],
    },
    RebootDBInstance: { severity: 'low', why: 'Restarts a database.' },
    StopDBCluster: { severity: 'medium', why: 'Stops a database cluster.' },
    StopDBInstance: { severity: 'low', why: 'Stops a database.' },
  },
  'resource-explorer-2.amazonaws.com': {
    Search: {
      severity: 'low', why: 'Searches resources over all regions.', techniques: ['T1087'],
      needsHistory: 'raise to medium when the caller is new to it',
    },
  },
  'sagemaker.amazonaws.com': {
    CreateEndpoint: { severity: 'low', why: 'Starts machines that serve a model.' },
    CreateProcessingJob: { severity: 'low', why: 'Starts machines for processing.' },
    CreateTrainingJob: { severity: 'low', why: 'Starts machines for training.' },
  },
  'servicequotas.amazonaws.com': {
    GetServiceQuota: { severity: 'info', why: 'Reads a limit.', techniques: ['T1580'], needsHistory: 'raise to low when the caller is new to it' },
    ListServiceQuotas: { severity: 'info', why: 'Reads limits.', techniques: ['T1087'] },
    RequestServiceQuotaIncrease: { severity: 'medium', why: 'Asks for more of something, machines for example.', techniques: ['T1496'] },
  },
  'states.amazonaws.com': {
    CreateStateMachine: { severity: 'low', why: 'Makes a workflow with a role.' },
    UpdateStateMachine: { severity: 'low', why: 'Changes a workflow or its role.' },
  },
  'support.amazonaws.com': {
    CreateCase: { severity: 'low', why: 'Opens a case with AWS in the account’s name.', techniques: ['T1578.005'] },
  },
  'workspaces.amazonaws.com': {
    CreateWorkspaces: { severity: 'medium', why: 'Makes desktops in the network.' },
  },
}
