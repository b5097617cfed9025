// SPDX-License-Identifier: Apache-2.0
//
// stories.ts - the list of stories, newest first, a hundred at a time.

import { address, ask, type StoryList, type StoryRow } from "./api.js";
import type { Page } from "./app.js";
import { h } from "./dom.js";
import { many, stretch } from "./words.js";

const AT_ONCE = 100;

function row(s: StoryRow, asOf: string | null): HTMLElement {
	const story = address("/story", { id: s.story, "as-of": asOf });
	return h("li", { class: "story-row" },
		h("h2", {}, h("a", { href: story }, s.headline || "(no headline)")),
		s.figures && h("p", { class: "figures" }, s.figures),
		h("p", { class: "meta" },
			h("span", {}, stretch(s.first, s.last)),
			h("span", {}, many(s.articles, "article")),
			h("span", {}, many(s.outlets, "outlet")),
			h("span", {}, many(s.origins, "origin")),
			s.disputes > 0 && h("span", { class: "badge disputed" }, many(s.disputes, "dispute"))));
}

/** What was known at a moment: a field that everybody who reads the list may leave empty. */
function asOfForm(asOf: string | null): HTMLElement {
	const field = h("input", { id: "as-of", name: "as-of", type: "datetime-local", value: asOf ?? "" });
	const form = h("form", { class: "as-of", action: "/" }, h("label", { for: "as-of" }, "As known at (UTC)"), field,
		h("button", { type: "submit" }, "Show"), asOf !== null && h("a", { href: "/" }, "everything read so far"));
	form.addEventListener("submit", (e) => {
		e.preventDefault();
		location.assign(address("/", { "as-of": field.value || null }));
	});
	return form;
}

function pager(list: StoryList, asOf: string | null): HTMLElement | false {
	const next = list.from + list.stories.length;
	if (!list.from && next >= list.total) return false;
	return h("nav", { class: "pager", "aria-label": "More stories" },
		list.from > 0 && h("a", { href: address("/", { from: Math.max(0, list.from - AT_ONCE) || null, "as-of": asOf }) }, "← Newer"),
		h("span", {}, `${list.from + 1} to ${next} of ${list.total}`),
		next < list.total && h("a", { href: address("/", { from: next, "as-of": asOf }) }, "Older →"));
}

export async function storiesPage(q: URLSearchParams): Promise<Page> {
	const asOf = q.get("as-of");
	const list = await ask<StoryList>("stories", { from: q.get("from"), most: AT_ONCE, "as-of": asOf });
	const count = list.total === 1 ? "1 story" : `${list.total} stories`;
	const body = list.stories.length
		? h("ol", { class: "stories", start: list.from + 1 }, ...list.stories.map((s) => row(s, asOf)))
		: asOf !== null ? h("p", { class: "empty" }, "Nothing that is in the store was published by then.")
		: h("p", { class: "empty" }, "No story yet. ", h("code", {}, "dateline add FILE…"),
			" reads articles into the store.");
	return {
		title: "Stories",
		content: [h("div", { class: "head" }, h("h1", {}, "Stories"), h("p", { class: "meta" }, count)),
			asOfForm(asOf), body, pager(list, asOf) || ""].filter((x): x is HTMLElement => x !== ""),
	};
}
