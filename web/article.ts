// SPDX-License-Identifier: Apache-2.0
//
// article.ts - an article as published, its passages marked, and beside it the facts that rest on them.
//
// Passages overlap. The text is cut at every beginning and end; each piece knows the passages that cover it:
//
//   At least [23 people were [killed] in Baghdad]      pieces:  At least | 23 people were | killed | in Baghdad
//            p0--------------p1-----------------

import { address, ask, type Article, type Fact } from "./api.js";
import type { Page } from "./app.js";
import { h, outside, quoted } from "./dom.js";
import { Bytes, fieldName, moment, outletName, value } from "./words.js";

interface Spot { start: number; end: number; facts: Fact[] }

const order = ["disputed", "revised", "refined", "scope", "agreed", "single"];
function standingOf(facts: Fact[]): string {
	return order.find((s) => facts.some((f) => f.standing === s)) ?? "telling";
}

/** Facts by passage, in the order of the text. */
function spotsOf(facts: Fact[]): Spot[] {
	const all = new Map<string, Spot>();
	for (const f of facts) {
		const key = `${f.start}-${f.end}`;
		const s = all.get(key) ?? { start: f.start, end: f.end, facts: [] };
		s.facts.push(f);
		all.set(key, s);
	}
	return [...all.values()].sort((a, b) => a.start - b.start || b.end - a.end);
}

const name = (s: { start: number; end: number }): string => `p${s.start}-${s.end}`;

/** One block of text to pieces. The first piece of a passage bears its name, so that links find it. */
function pieces(text: Bytes, from: number, to: number, spots: Spot[]): (Node | string)[] {
	const inside = spots.filter((s) => s.start < to && s.end > from);
	const ends = inside.flatMap((s) => [Math.max(s.start, from), Math.min(s.end, to)]);
	const cuts = [...new Set([from, to, ...ends])].sort((a, b) => a - b);
	const out: (Node | string)[] = [];
	for (let i = 0; i + 1 < cuts.length; i++) {
		const a = cuts[i] as number, b = cuts[i + 1] as number;
		const over = inside.filter((s) => s.start <= a && s.end >= b);
		const words = text.cut(a, b);
		if (!over.length) {
			out.push(words);
			continue;
		}
		const inner = over.at(-1) as Spot;
		const mark = h("mark", { class: standingOf(over.flatMap((s) => s.facts)), "data-at": over.map(name).join(" ") },
			words.trim() ? h("a", { href: `#${name(inner)}` }, words) : words);
		const begins = over.filter((s) => Math.max(s.start, from) === a);
		out.push(...begins.map((s) => h("span", { id: name(s), class: "anchor" })), mark);
	}
	return out;
}

function body(a: Article, spots: Spot[]): HTMLElement {
	const d = a.document, text = new Bytes(d.text);
	const blocks: [number, number, string][] = d.blocks.length ? d.blocks : [[0, text.length, "para"]];
	return h("div", { class: "text", lang: d.lang ?? "en" }, ...blocks.map(([from, to, kind]) =>
		h("p", { class: `block ${kind}` }, ...pieces(text, from, to, spots))));
}

/** One fact: what is said, how it stands, who says it, and the words, which lead back to their place. */
function factItem(f: Fact, text: Bytes): HTMLElement {
	const words = text.cut(f.start, f.end);
	const link = h("a", { class: "words", href: `#${name(f)}` }, quoted(words));
	const at = { class: "fact", "data-at": name(f) };
	if (f.row === null) return h("li", at, h("span", { class: "kind" }, "told"), " ", link);
	// A statement's value is its words: once is enough.
	return h("li", at, h("span", { class: "kind" }, fieldName(f.field ?? "", f.of)), " ",
		f.value !== words && h("strong", {}, value(f.value ?? "")), " ",
		h("span", { class: `badge ${f.standing}` }, f.standing ?? ""), link, h("span", { class: "who" }, f.who ?? ""));
}

function factList(a: Article, spots: Spot[], asOf: string | null): HTMLElement {
	const text = new Bytes(a.document.text), events = new Map<string, Fact[]>();
	for (const f of spots.flatMap((s) => s.facts)) {
		const of = events.get(f.event);
		if (of) of.push(f);
		else events.set(f.event, [f]);
	}
	const story = address("/story", { id: a.story, "as-of": asOf });
	return h("aside", { class: "facts", "aria-labelledby": "facts-h" },
		h("h2", { id: "facts-h" }, "What the story takes from it"),
		...[...events].map(([id, facts]) => h("section", { class: "spot" },
			h("h3", {}, h("a", { href: `${story}#e${id}` }, facts[0]?.what ?? "an event"), " ",
				facts[0]?.modality !== "told" && h("span", { class: "badge" }, facts[0]?.modality ?? "")),
			h("ul", {}, ...facts.map((f) => factItem(f, text))))),
		!events.size && h("p", { class: "empty" }, "No fact of the story rests on this article."));
}

/** The passage that the address names stands out in all its pieces, and so do its facts. */
function choose(): void {
	const at = location.hash.slice(1), facts = document.querySelectorAll(".fact");
	const names = (e: Element): boolean => (e.getAttribute("data-at") ?? "").split(" ").includes(at);
	for (const m of document.querySelectorAll("mark")) m.classList.toggle("chosen", names(m));
	for (const f of facts) f.classList.toggle("chosen", names(f));
	[...facts].find(names)?.scrollIntoView({ block: "nearest" });
}

export async function articlePage(q: URLSearchParams): Promise<Page> {
	const asOf = q.get("as-of");
	const a = await ask<Article>("article",
		{ id: q.get("id"), story: q.get("story"), outlet: q.get("outlet"), "as-of": asOf });
	const d = a.document, spots = spotsOf(a.passages);
	const title = d.title ?? "(no title)";
	addEventListener("hashchange", choose);
	queueMicrotask(() => setTimeout(choose));
	return {
		title,
		content: [h("p", { class: "crumb" },
			h("a", { href: address("/story", { id: a.story, "as-of": asOf }) }, `← ${a.headline || "the story"}`)),
			h("div", { class: "reading" },
				h("article", {},
					h("div", { class: "head" }, h("p", { class: "kicker" }, outletName(d.outlet, d.id)), h("h1", {}, title),
						h("p", { class: "meta" }, h("span", {}, moment(d.published)), d.author && h("span", {}, d.author),
							d.credit && h("span", {}, `credit: ${d.credit}`),
							a.origin !== d.outlet && h("span", {}, `origin: ${a.origin} (${a.origin_rule})`),
							outside(d.url, "as published ↗"), h("span", { class: "id" }, d.id))),
					body(a, spots)),
				factList(a, spots, asOf))],
	};
}
