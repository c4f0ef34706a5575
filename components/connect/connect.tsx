import type { ReactNode } from 'react'
import { iamPolicy, lookupPolicy } from '@/lib/config/iam-policy'
import { Snippet } from './snippet'
import { UseThem } from './use-them'

const textOf = (policy: object) => JSON.stringify(policy, undefined, 2)

/** How to read one's own logs: what to allow, how to give credentials, and how to start. */
export function Connect({ found, isSample }: { found: string | undefined; isSample: boolean }) {
  return (
    <main id="content" className="grid max-w-4xl grid-cols-[minmax(0,1fr)] gap-px bg-line wide:border-r wide:border-line">
      <section aria-labelledby="connect" className="bg-paper p-3">
        <h1 id="connect" className="font-semibold">Connect your own logs</h1>
        <p className="mt-1">
          {isSample ? 'What you see are sample logs of an invented company. ' : ''}The desk runs on this machine, reads AWS with your credentials and sends nothing to anyone. In your account it changes nothing but
          the messages of a queue that you name, and it asks AWS only once you say so.
        </p>
        {found !== undefined && (
          <div className="mt-2 w-fit border border-edge p-2">
            <p>
              AWS credentials were found: <span className="font-semibold">{found}</span>. Used, they read LookupEvents of their account, in the region of the profile and in those
              where AWS records what belongs to none, such as IAM and sign-in: the last 90 days, newest first, and then every minute what is new. The sample stays apart, in a folder of its own.
            </p>
            <p className="mt-2"><UseThem /></p>
          </div>
        )}
        {isSample && found === undefined && <p className="mt-2 text-soft">No AWS credentials were found: neither variables nor a profile named default. The role of an EC2 instance is found only with --aws.</p>}
      </section>
      <Step number={1} title="Allow reading">
        <p>To read an account by LookupEvents, this policy is all that is needed; no trail is:</p>
        <Snippet label="policy for LookupEvents" text={textOf(lookupPolicy)} />
        <p className="mt-3">To read the bucket of a trail, as well or instead, this one. Fill in what stands in capitals; leave out the key where the bucket has none of AWS KMS, and the queue where none tells of new files:</p>
        <Snippet label="whole policy" text={textOf(iamPolicy)} />
        <p className="mt-3">Save it as <code>traildesk.json</code>, and make a policy of it that a user, a role or a permission set can be given:</p>
        <Snippet label="command that makes the policy" text="aws iam create-policy --policy-name TraildeskRead --policy-document file://traildesk.json" />
      </Step>
      <Step number={2} title="Give credentials">
        <p>They are found as by the AWS CLI: variables, a profile, IAM Identity Center, the role of a container or an instance. With a profile:</p>
        <Snippet label="sign-in" text={'aws configure sso\nexport AWS_PROFILE=security'} />
        <p className="mt-1 text-soft">They stay in the AWS configuration; the desk writes them nowhere, and shows them on no page and in no log.</p>
      </Step>
      <Step number={3} title="Start">
        <p>Stop the desk where it was started, and start it again with what you want to read. Both together are one desk, and an event that both tell is one event:</p>
        <Snippet label="start on an account" text="npm start -- --aws" />
        <Snippet label="start on a bucket" text="npm start -- --bucket s3://BUCKET/PREFIX" />
        <p className="mt-1 text-soft">PREFIX is what stands before AWSLogs/, if anything does. Several accounts, roles, regions and buckets are named in one file, traildesk.yaml: the README has an example.</p>
      </Step>
      <Step number={4} title="See that it works">
        <p>The newest events are on the screen within seconds. Sources says how far each account and region is complete, and names a permission that is missing by its IAM action and resource.</p>
      </Step>
      <Step number={5} title="Or read a folder">
        <p>Trail files that lie on this machine, at any depth, need no AWS at all:</p>
        <Snippet label="start on a folder" text="npm start -- --logs ~/trail" />
      </Step>
    </main>
  )
}

function Step({ number, title, children }: { number: number; title: string; children: ReactNode }) {
  return (
    <section aria-labelledby={`step-${number}`} className="bg-paper p-3">
      <h2 id={`step-${number}`} className="mb-1 font-semibold">
        {number}. {title}
      </h2>
      {children}
    </section>
  )
}
