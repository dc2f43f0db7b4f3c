import type { LocalizedText } from '../kernel';

/** Kinds of participants that the right families know, as sentences name them (plural). */
const KIND_NAMES: Readonly<Record<string, LocalizedText>> = {
  'power-company': { en: 'power companies', zh: '发电企业' },
  'offset-developer': { en: 'offset developers', zh: '自愿减排项目业主' },
  'region-authority': { en: 'region authorities', zh: '区域水权管理机构' },
  'irrigation-district': { en: 'irrigation districts', zh: '灌区' },
  'water-user': { en: 'water users', zh: '取用水户' },
  'public-supply-company': { en: 'public-supply companies', zh: '城镇公共供水企业' },
  plant: { en: 'plants', zh: '排污单位' },
  investor: { en: 'investors', zh: '投资机构' },
};

/** How a sentence names the kind; one that no family knows is named as the register does. */
export const kindName = (kind: string): LocalizedText =>
  KIND_NAMES[kind] ?? { en: `participants of kind ${kind}`, zh: kind };
