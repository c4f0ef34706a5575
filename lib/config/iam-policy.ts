/** What a statement of an IAM policy allows, and for which of the desk's sources it is needed. */
interface Statement {
  Effect: 'Allow'
  Action: string | readonly string[]
  Resource: string
}

/**
 * All that the desk asks of AWS; nothing of it changes anything but messages of a queue. What stands in capitals is to be
 * filled in, and what is not used to be left out.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export const iamPolicy: { Version: string; Statement: readonly Statement[] } = {
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: 'cloudtrail:LookupEvents', Resource: '*' },
    { Effect: 'Allow', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::BUCKET' },
    { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::BUCKET/*' },
    { Effect: 'Allow', Action: 'kms:Decrypt', Resource: 'KEY-ARN' },
    { Effect: 'Allow', Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility'], Resource: 'QUEUE-ARN' },
  ],
}

/** What reading an account by LookupEvents needs: the first statement alone. */
export const lookupPolicy = { ...iamPolicy, Statement: iamPolicy.Statement.slice(0, 1) }
