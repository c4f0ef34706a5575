import { isService } from './family'
import { gathered } from './gathered'
import type { Known, News } from './known'
import { familiesOf, manyRegions } from './rank'
import type { Story } from './story'

const isUser = (identity: string) => /:iam::\d*:user\//.test(identity)

/**
 * Stories of identities that came from a network, or acted in a region, that nobody was ever seen with, or in many regions
 * that are new for them, and of which there is no other story at that time: of those the place is one reason more.
 */
export function placeStories(known: Known, others: readonly Story[], labelOf: (family: string) => string, dayOf: (seconds: number) => string): Story[] {
  const taken = others.map((story) => ({ families: familiesOf(story), from: story.from, to: story.to }))
  const isTold = ({ family, from, to }: News) => taken.some((each) => each.families.includes(family) && each.from < to && each.to > from)
  const regionsOf = gathered(known.news.filter(({ kind, family }) => kind === 'region' && !known.newFamilies.has(family)), ({ family }) => family)
  const isSweep = ({ kind, family }: News) => kind === 'region' && (regionsOf.get(family)?.length ?? 0) >= manyRegions
  const isStory = (news: News) => (news.isNewToAll || isSweep(news)) && news.kind !== 'account' && !isService(news.family) && news.family !== 'anonymous' && !isTold(news)
  return [...gathered(known.news.filter(isStory), ({ family }) => family)].map(([family, news]): Story => {
    const label = labelOf(family)
    const of = (kind: News['kind']) => news.filter((each) => each.kind === kind).map(({ value }) => value)
    const [networks, regions] = [of('network'), of('region')]
    const from = Math.min(...news.map((each) => each.from))
    return {
      kind: 'place', who: family, label, day: dayOf(from), identities: [family], severity: 'info', events: [], count: Math.max(...news.map(({ count }) => count)), outcome: 'done',
      from, to: Math.max(...news.map((each) => each.to)),
      // What came from the new network, wherever it was done; else what was done in the new region.
      choices: networks.length > 0 ? { ip: networks } : { region: regions },
      weights: networks.length > 0 && isUser(family) ? [{ why: 'A user of IAM has a key that works from anywhere, and for long.', points: 11 }] : [],
      title: networks.length > 0 ? `${label} came from ${networks[0]}, from where nobody came before` : (regions.length >= manyRegions ? `${label} acted in ${regions.length} regions where it never was` : `${label} acted in ${regions[0]}, which nobody used before`),
    }
  })
}
