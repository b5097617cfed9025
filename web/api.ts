// SPDX-License-Identifier: Apache-2.0
//
// api.ts - what the program answers, as dateline(5) says it, and how it is asked.

export interface StoryRow {
	story: string; headline: string; articles: number; outlets: number; origins: number; disputes: number;
	first: string | null; last: string | null; figures: string;
}
export interface StoryList { total: number; from: number; stories: StoryRow[] }

export interface Doc {
	id: string; outlet: string | null; title: string | null; url: string | null; published: string | null;
	origin: string | null; origin_rule: string | null; copy_of: string | null; shared_ppm: number;
}
export interface Passage { doc: string; start: number; end: number }
export interface Quote extends Passage { quote: string }
export interface Numbered extends Quote { number: number; outlet: string }
export interface Sentence { event: string; leads: boolean; standing: string; text: string; passages: Numbered[] }
export interface Cell extends Passage { words: string; mark: string; account: number }
export interface GridRow {
	event: string; what: string; row: number; field: string; of: string | null; standing: string; rule: string;
	beside: boolean; outlets: string[]; cells: Cell[][];
	typed: { value: string; rule: string; account: number }[];
}
export interface Moment extends Passage {
	event: string; type: string; what: string; modality: string; from: string | null; to: string | null; when: string;
	standing: string; outlet: string; reported: string | null; outlets: number; origins: number;
}
export interface Account { value: string; who: string; outlets: number; origins: number; passages: Quote[] }
export interface Dispute {
	event: string; what: string; row: number; field: string; of: string; rule: string; accounts: Account[];
}
export interface Story {
	story: string; headline: string | null; outlets: number; origins: number; disputes: number; as_of: string | null;
	first: string | null; last: string | null; documents: Doc[]; brief: Sentence[]; grid: GridRow[]; timeline: Moment[];
	disputed: Dispute[];
}

export interface Fact {
	start: number; end: number; event: string; what: string; modality: string; row: number | null;
	field?: string; of?: string; account?: number; value?: string; standing?: string; who?: string;
}
export interface Article {
	document: {
		id: string; outlet: string | null; credit: string | null; title: string | null; author: string | null;
		url: string | null; lang: string | null; published: string | null; text: string; blocks: [number, number, string][];
	};
	story: string; headline: string; origin: string; origin_rule: string; copy_of: string | null; passages: Fact[];
}

export class Refused extends Error {
	constructor(readonly status: number, text: string) { super(text); }
}

type Query = Record<string, string | number | null | undefined>;

/** "/story" and {id: "9c41", "as-of": null} to "/story?id=9c41". */
export function address(path: string, query: Query): string {
	const q = new URLSearchParams();
	for (const [k, v] of Object.entries(query)) if (v !== null && v !== undefined && v !== "") q.set(k, String(v));
	const text = q.toString();
	return text ? `${path}?${text}` : path;
}

export async function ask<T>(path: string, query: Query): Promise<T> {
	const r = await fetch(address(`/api/${path}`, query));
	const answer: unknown = await r.json();
	if (!r.ok) throw new Refused(r.status, (answer as { error?: string }).error ?? r.statusText);
	return answer as T;
}
