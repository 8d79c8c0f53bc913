import type { Product } from '../desk-state.ts';

type Marks = Partial<Pick<Product, 'final_sale' | 'hygiene'>>;

const product = (name: string, family: string, price: number, stock: number, marks: Marks = {}): Product => ({
  name,
  family,
  price,
  stock,
  final_sale: false,
  hygiene: false,
  ...marks,
});

/** The shop's products by SKU: invented goods, list prices in US dollars. */
export const products: Readonly<Record<string, Product>> = {
  'JK-RED-M': product('Fjell rain jacket, red, M', 'fjell-jacket', 89, 6),
  'JK-RED-L': product('Fjell rain jacket, red, L', 'fjell-jacket', 89, 4),
  'JK-BLU-M': product('Fjell rain jacket, blue, M', 'fjell-jacket', 89, 3),
  'JK-BLU-L': product('Fjell rain jacket, blue, L', 'fjell-jacket', 89, 0),
  'BT-41': product('Tarn hiking boots, size 41', 'tarn-boots', 129, 5),
  'BT-42': product('Tarn hiking boots, size 42', 'tarn-boots', 129, 7),
  'BT-43': product('Tarn hiking boots, size 43', 'tarn-boots', 129, 2),
  'TN-2': product('Dome tent for 2', 'dome-tent-2', 219, 8),
  'TN-4': product('Dome tent for 4', 'dome-tent-4', 329, 3),
  'SB-01': product('Sleeping bag, three seasons', 'sleeping-bag', 74, 11),
  'ST-01': product('Camping stove', 'camping-stove', 49, 9),
  'LT-01': product('Storm lantern', 'storm-lantern', 32, 14),
  'HD-01': product('Headlamp', 'headlamp', 36, 20),
  'MG-BLU': product('Enamel mug, blue', 'enamel-mug', 12, 40),
  'MG-GRN': product('Enamel mug, green', 'enamel-mug', 12, 35),
  'KT-01': product('Steel kettle', 'steel-kettle', 46, 12),
  'CK-01': product('Cook set', 'cook-set', 84, 5),
  'FL-01': product('Water bottle', 'water-bottle', 18, 60),
  'BP-30': product('Backpack, 30 l', 'backpack-30', 98, 4),
  'CH-01': product('Folding chair', 'folding-chair', 42, 16),
  'TB-01': product('Folding table', 'folding-table', 68, 6),
  'BL-GRY': product('Wool blanket, grey', 'wool-blanket', 55, 9),
  'BL-GRN': product('Wool blanket, green', 'wool-blanket', 55, 0),
  'TW-L': product('Towel set, large', 'towel-set', 44, 10),
  'EP-01': product('Wireless earphones', 'earphones', 64, 13, { hygiene: true }),
  'SH-01': product('Electric shaver', 'shaver', 79, 7, { hygiene: true }),
  'PL-01': product('Travel pillow', 'travel-pillow', 35, 18, { hygiene: true }),
  'CP-99': product('Wool cap, clearance', 'wool-cap', 15, 3, { final_sale: true }),
  'BP-99': product('Backpack of last season, clearance', 'backpack-clearance', 59, 2, { final_sale: true }),
  'ES-01': product('Espresso machine', 'espresso-machine', 460, 2),
  'KY-01': product('Inflatable kayak', 'inflatable-kayak', 590, 1),
};
