import priceList from './price-list.json' with { type: 'json' };

/** The name of a price. */
export type PriceName = keyof typeof priceList.prices;

/** Dollars for one unit of each thing that AWS charges for, before any free tier or discount. */
export type Prices = Readonly<Record<PriceName, number>>;

/** The prices of `price-list.json`, which names their date, region and sources. */
export const prices = Object.fromEntries(
  Object.entries(priceList.prices).map(([name, { usd, per }]) => [name, usd / per]),
) as Prices;

/** The price list's region, date and currency. */
export const priceListTitle = `${priceList.region}, ${priceList.date}, ${priceList.currency}`;

/** Names of the prices that were not seen in a price list of AWS's own. */
export const unverifiedPrices = Object.entries(priceList.prices).flatMap(([name, price]) =>
  'isUnverified' in price ? [name as PriceName] : [],
);
