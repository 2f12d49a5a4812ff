import type { Region, RegionId, RegionTree } from '@citybrain/domain';
import type { MultiPolygonCoordinates, Position } from '@citybrain/geo';
import { pointSampler, type PointSampler } from './point-sampler.ts';
import { Random, WeightedChoice, seedOf } from './random.ts';
import { roadsOf } from './roads.ts';

/** The regions the simulated city lives in; any tree will do. Shapes are WGS84 and may be missing. */
export interface SimulatedGeography {
  readonly tree: RegionTree;
  readonly shapes: ReadonlyMap<RegionId, MultiPolygonCoordinates>;
}

/** A deepest region, in Shibei a grid, with the community it belongs to. */
export interface Leaf {
  readonly region: Region;
  readonly community: Region;
  readonly street: Street;
  /** Position among the leaves of its community, from 1. */
  readonly ordinal: number;
  readonly samplePoint: PointSampler;
}

export interface Street {
  readonly region: Region;
  readonly leaves: readonly Leaf[];
  readonly roads: readonly string[];
  /** How long its units take compared with the others, 0.8–1.3. */
  readonly slowness: number;
}

/** The places of the city, with how much goes on in each. */
export class Territory {
  readonly streets: readonly Street[];
  readonly leaves: readonly Leaf[];
  /** The region that holds all others; null when there are several. */
  readonly district: Region | null;
  readonly #byWeight: WeightedChoice<Street>;

  /** @throws RangeError for a tree without regions */
  constructor({ tree, shapes }: SimulatedGeography, seed: number) {
    const atStreetLevel = indexesOf(tree, ({ level }) => level === 'street');
    const indexes = atStreetLevel.length > 0 ? atStreetLevel : indexesOf(tree, (_, at) => isLeaf(tree, at));
    this.streets = indexes.map((index) => describeStreet(tree, shapes, index, seed));
    this.leaves = this.streets.flatMap(({ leaves }) => leaves);
    this.district = tree.roots.length === 1 ? (tree.regions[0] ?? null) : null;
    this.#byWeight = new WeightedChoice(
      this.streets.map((street) => [
        street,
        street.leaves.length * new Random(seedOf(seed, 'busy', street.region.id)).between(0.7, 1.4),
      ]),
    );
  }

  /** Streets by how busy they are; all leaves of a street alike. */
  drawLeaf(random: Random): Leaf {
    return random.pick(this.#byWeight.draw(random).leaves);
  }

  /** The street of this name, else the first. */
  streetNamed(name: string): Street {
    return this.streets.find(({ region }) => region.name === name) ?? (this.streets[0] as Street);
  }
}

const isLeaf = (tree: RegionTree, index: number): boolean => tree.endOf(index) === index + 1;

const indexesOf = (tree: RegionTree, test: (region: Region, index: number) => boolean): number[] =>
  [...tree.regions.keys()].filter((index) => test(tree.at(index), index));

function describeStreet(tree: RegionTree, shapes: SimulatedGeography['shapes'], index: number, seed: number): Street {
  const region = tree.at(index);
  const communities = tree.childrenOf(index).map((child) => tree.at(child));
  const leaves: Leaf[] = [];
  const street: Street = {
    region,
    leaves,
    roads: roadsOf(
      region.name,
      communities.map(({ name }) => name),
    ),
    slowness: new Random(seedOf(seed, 'slowness', region.id)).between(0.8, 1.3),
  };
  const ordinals = new Map<RegionId, number>();
  for (let at = index; at < tree.endOf(index); at++) {
    if (!isLeaf(tree, at)) continue;
    const leaf = tree.at(at);
    const parent = tree.parentOf(at);
    const community = at === index || parent === index || parent < 0 ? leaf : tree.at(parent);
    const ordinal = (ordinals.get(community.id) ?? 0) + 1;
    ordinals.set(community.id, ordinal);
    leaves.push({ region: leaf, community, street, ordinal, samplePoint: samplerOf(leaf, shapes.get(leaf.id)) });
  }
  return street;
}

function samplerOf({ labelPoint }: Region, shape: MultiPolygonCoordinates | undefined): PointSampler {
  const centre: Position | null = labelPoint && [labelPoint[0], labelPoint[1]];
  return shape ? pointSampler(shape, centre) : () => centre;
}
