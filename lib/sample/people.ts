import type { Person } from './entries/person'
import { randomOf } from './random'

/** A place where people of the company sit: its clock, and the addresses that it shows to the world. */
export type Office = { zone: string; addresses: readonly string[] }

const offices = {
  berlin: { zone: 'Europe/Berlin', addresses: ['203.0.113.10', '203.0.113.11'] },
  newYork: { zone: 'America/New_York', addresses: ['198.51.100.20', '198.51.100.21'] },
  pune: { zone: 'Asia/Kolkata', addresses: ['198.51.100.180'] },
} satisfies Record<string, Office>

const staff: readonly (readonly [Office, string])[] = [
  [
    offices.berlin,
    `anna.lindqvist jonas.brandt mira.oezkan tomasz.wieczorek clara.hoffmann felix.arndt ines.moreau piotr.nowak lea.steiner
    david.okafor sofia.ricci emil.larsen nora.vogel matteo.greco hanna.koval lukas.weber yara.haddad oskar.lind marta.silva ben.fischer
    elif.demir viktor.horak julia.kern samuel.adeyemi ida.holm paul.richter`,
  ],
  [
    offices.newYork,
    `grace.coleman marcus.reed olivia.tran ethan.brooks priscilla.ortiz daniel.kim amara.johnson noah.feldman ruth.castillo
    henry.walsh chloe.nguyen isaac.barnes tessa.morgan leon.pierce bianca.santos owen.gallagher zoe.whitfield caleb.stone maya.rosen andre.baptiste`,
  ],
  [
    offices.pune,
    `priya.deshmukh arjun.nair kavya.iyer rohan.kulkarni sneha.patil vikram.rao ananya.ghosh karthik.menon divya.joshi
    imran.shaikh meera.pillai aditya.bhatt nikhil.sawant pooja.reddy`,
  ],
]

const browsers = [
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0',
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36',
]

const shells = [
  'aws-cli/2.22.26 md/awscrt#0.23.4 ua/2.0 os/macos#24.2.0 md/arch#arm64 lang/python#3.12.7 md/pyimpl#CPython cfg/retry-mode#standard md/installer#source md/prompt#off',
  'APN/1.0 HashiCorp/1.0 Terraform/1.10.3 (+https://www.terraform.io) terraform-provider-aws/5.82.2 (+https://registry.terraform.io/providers/hashicorp/aws) aws-sdk-go-v2/1.32.7 ua/2.1 os/macos lang/go#1.23.3 md/GOOS#darwin md/GOARCH#arm64',
  'aws-cli/2.21.3 md/awscrt#0.22.0 ua/2.0 os/linux#6.8.0-49-generic md/arch#x86_64 lang/python#3.12.6 md/pyimpl#CPython cfg/retry-mode#standard md/installer#exe md/distrib#ubuntu.24 md/prompt#off',
  'Boto3/1.35.87 md/Botocore#1.35.87 ua/2.0 os/linux#6.8.0-49-generic md/arch#x86_64 lang/python#3.11.10 md/pyimpl#CPython cfg/retry-mode#legacy Botocore/1.35.87',
]

/** The sixty people of the company, each with the office whose hours they keep. */
export const staffOf = (seed: string): readonly { person: Person; office: Office }[] =>
  staff.flatMap(([office, logins]) => logins.split(/\s+/).map((login) => ({ office, person: personOf(seed, login, office) })))

/** One of the company's people. */
export function personOf(seed: string, login: string, office: Office): Person {
  const random = randomOf(`${seed}/person/${login}`)
  const home = random.chance(0.15)
    ? `2001:db8:${random.hex(4)}:${random.hex(4)}::${random.hex(3)}`
    : `198.${18 + random.below(2)}.${random.below(230)}.${1 + random.below(254)}`
  return { login, home, office: random.pick(office.addresses), browser: random.pick(browsers), shell: random.pick(shells) }
}
