// SPDX-License-Identifier: Apache-2.0
//
// story.ts - one story: the brief with its passages beside it, what is disputed, the grid, the timeline, the sources.
// Every word of an outlet leads to the article, at the passage.

import { address, ask, type Cell, type Dispute, type Doc, type GridRow, type Moment, type Numbered, type Passage,
	type Sentence, type Story } from "./api.js";
import type { Page } from "./app.js";
import { h, quoted } from "./dom.js";
import { whyButton } from "./explain.js";
import { fieldName, many, moment, outletName, stretch, value } from "./words.js";

const OPEN_EVENTS = 8;       // of the grid's first events those that several outlets tell are unfolded at first

export const signs: Record<string, string> = {
	agrees: "=", refines: ">", revises: "^", superseded: "<", disputes: "!", "other scope": "~", copy: "c",
	"set aside": "x", single: "",
};

const SHOWN_EVENTS = 12;     // rows of the grid before "more"
const LONG = 80;             // letters of a headline that is set smaller

interface Here { story: Story; asOf: string | null; docs: Map<string, Doc> }

function toPassage(here: Here, p: Passage, outlet?: string): string {
	const link = address("/article", { id: p.doc, story: here.story.story, outlet, "as-of": here.asOf });
	return `${link}#p${p.start}-${p.end}`;
}

function standing(name: string): HTMLElement { return h("span", { class: `badge ${name}` }, name); }

// ---------------------------------------------------------------- head: what it is, and as of when
function moments(full: Story): Map<string, string[]> {
	const at = new Map<string, string[]>();
	for (const d of full.documents) {
		if (!d.published) continue;
		const names = at.get(d.published) ?? [];
		names.push(outletName(d.outlet, d.id));
		at.set(d.published, names);
	}
	return new Map([...at].sort(([a], [b]) => a < b ? -1 : 1));
}

function asOfControl(here: Here, full: Story): HTMLElement | false {
	const all = moments(full);
	if (all.size < 2 && !here.asOf) return false;
	const select = h("select", { id: "as-of" }, h("option", { value: "" }, "everything read so far"));
	let known = !here.asOf;
	for (const [when, names] of all) {
		const chosen = when === here.asOf;
		known ||= chosen;
		select.append(h("option", { value: when, selected: chosen }, `${moment(when)} – ${names.join(", ")}`));
	}
	if (!known && here.asOf) select.append(h("option", { value: here.asOf, selected: true }, moment(here.asOf)));
	select.addEventListener("change", () => {
		location.assign(address("/story", { id: here.story.story, "as-of": select.value }));
	});
	return h("p", { class: "as-of" }, h("label", { for: "as-of" }, "As known with"), " ", select);
}

function head(here: Here, full: Story): HTMLElement {
	const s = here.story;
	return h("div", { class: "head" },
		h("h1", { class: (s.headline ?? "").length > LONG ? "long" : null }, s.headline ?? "(no headline)"),
		h("p", { class: "meta" },
			h("span", {}, stretch(s.first, s.last)),
			h("span", {}, many(s.documents.length, "article")), h("span", {}, many(s.outlets, "outlet")),
			h("span", {}, many(s.origins, "origin")),
			s.disputes > 0 && h("span", { class: "badge disputed" }, many(s.disputes, "dispute")),
			h("span", { class: "id" }, s.story.slice(0, 8))),
		asOfControl(here, full) || null);
}

// ---------------------------------------------------------------- brief
function sentence(s: Sentence): (Node | string)[] {
	const seen = new Set<number>();
	const numbers = s.passages.filter((p) => !seen.has(p.number) && seen.add(p.number))
		.map((p) => h("a", { class: "cite", href: `#n${p.number}`, title: `${p.outlet}: “${p.quote}”` },
			String(p.number)));
	return [s.text, " ", ...numbers, " "];
}

function brief(here: Here): HTMLElement {
	const paragraphs: HTMLElement[] = [];
	const passages = new Map<number, Numbered>();
	let last = "";
	for (const s of here.story.brief) {
		let p = paragraphs.at(-1);
		if (!p || s.event !== last) paragraphs.push(p = h("p", { class: "told" }));
		if (s.standing === "disputed" || s.standing === "revised") p.append(standing(s.standing), " ");
		p.append(...sentence(s));
		last = s.event;
		for (const c of s.passages) passages.set(c.number, c);
	}
	const list = [...passages.values()].sort((a, b) => a.number - b.number).map((c) =>
		h("li", { id: `n${c.number}`, value: c.number },
			quoted(c.quote), " ",
			h("a", { href: toPassage(here, c) }, c.outlet), " ",
			h("span", { class: "when" }, moment(here.docs.get(c.doc)?.published ?? null))));
	return h("section", { id: "brief", "aria-labelledby": "brief-h" },
		h("h2", { id: "brief-h" }, "What is known"),
		paragraphs.length
			? h("div", { class: "brief" }, h("div", { class: "prose" }, ...paragraphs),
				h("aside", { "aria-label": "Passages" }, h("h3", {}, "Passages"), h("ol", { class: "passages" }, ...list)))
			: h("p", { class: "empty" }, "No event has been read in this story."));
}

// ---------------------------------------------------------------- disputes
function dispute(here: Here, d: Dispute): HTMLElement {
	return h("article", { class: "dispute" },
		h("h3", {}, fieldName(d.field, d.of), " ", whyButton(`${d.event}.${d.row}`, here.asOf)),
		h("p", { class: "of-event" }, d.what),
		h("div", { class: "sides" }, ...d.accounts.map((a) => h("div", { class: "side" },
			h("p", { class: "value" }, value(a.value)),
			h("p", { class: "who" }, a.who),
			...a.passages.slice(0, 3).map((p) => h("p", { class: "quote" }, quoted(p.quote), " ",
				h("a", { href: toPassage(here, p) }, outletName(here.docs.get(p.doc)?.outlet ?? null, p.doc))))))),
		h("p", { class: "rule" }, `Rule: ${d.rule}`));
}

function disputes(here: Here): HTMLElement {
	const all = here.story.disputed.map((d) => dispute(here, d));
	const none = h("p", { class: "empty" }, "Nothing in this story is disputed.");
	return h("section", { id: "disputes", "aria-labelledby": "disputes-h" },
		h("h2", { id: "disputes-h" }, "What does not fit"),
		...(all.length ? all : [none]));
}

// ---------------------------------------------------------------- grid
function cellItem(here: Here, c: Cell): HTMLElement {
	const name = c.mark === "single" ? "only account" : c.mark;
	return h("li", { class: `mark ${c.mark.replace(" ", "-")}` },
		h("span", { class: "sign", title: name, "aria-label": name, role: "img" }, signs[c.mark] ?? "?"),
		h("a", { href: toPassage(here, c, here.docs.get(c.doc)?.outlet ?? undefined) }, c.words));
}

function cell(here: Here, cells: Cell[], outlet: string): HTMLElement {
	// One outlet's second wording of the same value adds nothing.
	const seen = new Set<number>();
	const told = cells.filter((c) => !seen.has(c.account) && seen.add(c.account));
	return h("td", { "data-outlet": outlet },
		told.length > 0 && h("ul", {}, ...told.map((c) => cellItem(here, c))));
}

function gridTable(here: Here, rows: GridRow[]): HTMLElement {
	const outlets = rows[0]?.outlets ?? [];
	const width = Math.min(outlets.length, 6);
	return h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Grid of outlets" },
		h("table", { class: `grid of-${width}` },
			h("thead", {}, h("tr", {}, h("th", { scope: "col" }, h("span", { class: "unseen" }, "field")),
				...outlets.map((o) => h("th", { scope: "col" }, o)))),
			h("tbody", {}, ...rows.map((r) => h("tr", {},
				h("th", { scope: "row" }, h("span", { class: "field" }, fieldName(r.field, r.of)), standing(r.standing),
					whyButton(`${r.event}.${r.row}`, here.asOf),
					...r.typed.map((t) => h("span", { class: "typed" }, `The desk: ${t.value}, ${t.rule}`))),
				...r.cells.map((c, i) => cell(here, c, outlets[i] ?? "")))))));
}

// Who said it, when something else begins: what is compared stands before it.
function besideTable(here: Here, rows: GridRow[]): HTMLElement {
	return h("details", { class: "beside" },
		h("summary", {}, `${many(rows.length, "row")} of what stands beside it`), gridTable(here, rows));
}

function gridEvent(here: Here, rows: GridRow[], about: Moment | undefined, open: boolean): HTMLElement {
	const first = rows[0] as GridRow;
	const main = rows.filter((r) => !r.beside);
	const beside = main.length ? rows.filter((r) => r.beside) : [];
	const sort = about ? `${about.type.toLowerCase()}${about.modality === "told" ? "" : `, ${about.modality}`}` : "";
	return h("details", { class: "event", id: `e${first.event}`, open },
		h("summary", {}, h("span", { class: "what" }, first.what),
			h("span", { class: "meta" }, h("span", {}, sort),
				about && h("span", {}, many(about.outlets, "outlet")), about && h("span", {}, many(about.origins, "origin")),
				rows.some((r) => r.standing === "disputed") && standing("disputed"))),
		gridTable(here, main.length ? main : rows),
		beside.length > 0 && besideTable(here, beside),
		h("p", {}, whyButton(first.event, here.asOf, "Why are these one event?")));
}

function grid(here: Here): HTMLElement {
	const events = new Map<string, GridRow[]>();
	for (const r of here.story.grid) {
		const rows = events.get(r.event);
		if (rows) rows.push(r);
		else events.set(r.event, [r]);
	}
	const about = new Map(here.story.timeline.map((m) => [m.event, m]));
	const wanted = location.hash.slice(2);
	const folds = [...events].map(([id, rows], i) => gridEvent(here, rows, about.get(id),
		id === wanted || i === 0 || (i < OPEN_EVENTS && (rows[0]?.outlets.length ?? 0) > 1)));
	const more = folds.length > SHOWN_EVENTS + 2 ? folds.splice(SHOWN_EVENTS) : [];
	const key = Object.entries(signs).filter(([, s]) => s).map(([name, s]) =>
		h("li", { class: `mark ${name.replace(" ", "-")}` }, h("span", { class: "sign" }, s), name));
	return h("section", { id: "grid", "aria-labelledby": "grid-h" },
		h("h2", { id: "grid-h" }, "Fact grid"),
		h("p", { class: "note" }, "Each outlet’s own words, outlets in order of publication. ",
			"An empty cell is silence, which is never zero."),
		h("ul", { class: "key", "aria-label": "Signs" }, ...key),
		...folds,
		more.length > 0 && h("details", { class: "more", open: more.some((e) => e.id === `e${wanted}`) },
			h("summary", {}, `${many(more.length, "event")} more`), ...more));
}

// ---------------------------------------------------------------- timeline
function timeline(here: Here): HTMLElement {
	const told = new Set(here.story.grid.map((r) => r.event));
	return h("section", { id: "timeline", "aria-labelledby": "timeline-h" },
		h("h2", { id: "timeline-h" }, "Timeline"),
		h("ol", { class: "timeline" }, ...here.story.timeline.map((m) => h("li", {},
			h("div", { class: "time" }, m.when ? value(m.when) : m.from ? moment(m.from) : "time not told",
				m.standing !== "none" && m.standing !== "single" && m.standing !== "agreed" && standing(m.standing)),
			h("div", { class: "then" },
				h("p", { class: "what" }, m.modality !== "told" && h("span", { class: "badge modality" }, m.modality), " ",
					told.has(m.event) ? h("a", { href: `#e${m.event}` }, m.what) : m.what),
				h("p", { class: "meta" },
					h("span", {}, "reported by ", h("a", { href: toPassage(here, m) }, m.outlet), `, ${moment(m.reported)}`),
					m.outlets > 1 && h("span", {}, `and ${m.outlets - 1} more`)))))));
}

// ---------------------------------------------------------------- sources
function source(here: Here, d: Doc): HTMLElement {
	const whole = address("/article", { id: d.id, story: here.story.story, outlet: d.outlet, "as-of": here.asOf });
	const copied = d.copy_of && here.docs.get(d.copy_of);
	const origin = d.origin === d.outlet ? "own reporting, as far as is seen"
		: `origin: ${d.origin ?? "unknown"} (${d.origin_rule ?? ""})`;
	return h("li", {},
		h("p", { class: "what" }, h("a", { href: whole }, d.title ?? d.id)),
		h("p", { class: "meta" }, h("span", {}, outletName(d.outlet, d.id)), h("span", {}, moment(d.published)),
			h("span", {}, origin),
			copied ? h("span", {}, `${Math.round(d.shared_ppm / 10000)}% of it is in ${outletName(copied.outlet, copied.id)}`) : null));
}

function sources(here: Here): HTMLElement {
	return h("section", { id: "sources", "aria-labelledby": "sources-h" }, h("h2", { id: "sources-h" }, "Articles"),
		h("ol", { class: "sources" }, ...here.story.documents.map((d) => source(here, d))));
}

export async function storyPage(q: URLSearchParams): Promise<Page> {
	const id = q.get("id"), asOf = q.get("as-of");
	// An earlier moment's account does not know the later ones, which the reader must be able to choose.
	const [story, full] = await Promise.all([
		ask<Story>("story", { id, "as-of": asOf }), asOf ? ask<Story>("story", { id }) : null]);
	const here: Here = { story, asOf, docs: new Map(story.documents.map((d) => [d.id, d])) };
	const nav = h("nav", { class: "sections", "aria-label": "Sections" },
		h("a", { href: "#brief" }, "What is known"), h("a", { href: "#disputes" }, "What does not fit"),
		h("a", { href: "#grid" }, "Fact grid"), h("a", { href: "#timeline" }, "Timeline"),
		h("a", { href: "#sources" }, "Articles"));
	const page = [head(here, full ?? story), nav, brief(here), disputes(here), grid(here), timeline(here), sources(here)];
	// A link into a folded event unfolds it.
	addEventListener("hashchange", () => {
		const e = document.getElementById(location.hash.slice(1));
		for (let d = e?.closest("details"); d; d = d.parentElement?.closest("details")) d.open = true;
		e?.scrollIntoView();
	});
	return { title: story.headline ?? "Story", content: page };
}
