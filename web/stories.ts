// SPDX-License-Identifier: Apache-2.0
//
// stories.ts - the list of stories, newest first, a hundred at a time.

import { address, ask, type StoryList, type StoryRow } from "./api.js";
import type { Page } from "./app.js";
import { h } from "./dom.js";
import { many, stretch } from "./words.js";

const AT_ONCE = 100;

function row(s: StoryRow): HTMLElement {
	return h("li", { class: "story-row" },
		h("h2", {}, h("a", { href: address("/story", { id: s.story }) }, s.headline || "(no headline)")),
		s.figures && h("p", { class: "figures" }, s.figures),
		h("p", { class: "meta" },
			h("span", {}, stretch(s.first, s.last)),
			h("span", {}, many(s.articles, "article")),
			h("span", {}, many(s.outlets, "outlet")),
			h("span", {}, many(s.origins, "origin")),
			s.disputes > 0 && h("span", { class: "badge disputed" }, many(s.disputes, "dispute"))));
}

function pager(list: StoryList): HTMLElement | false {
	const next = list.from + list.stories.length;
	if (!list.from && next >= list.total) return false;
	return h("nav", { class: "pager", "aria-label": "More stories" },
		list.from > 0 && h("a", { href: address("/", { from: Math.max(0, list.from - AT_ONCE) || null }) }, "← Newer"),
		h("span", {}, `${list.from + 1} to ${next} of ${list.total}`),
		next < list.total && h("a", { href: address("/", { from: next }) }, "Older →"));
}

export async function storiesPage(q: URLSearchParams): Promise<Page> {
	const list = await ask<StoryList>("stories", { from: q.get("from"), most: AT_ONCE });
	const count = list.total === 1 ? "1 story" : `${list.total} stories`;
	const body = list.stories.length
		? h("ol", { class: "stories", start: list.from + 1 }, ...list.stories.map(row))
		: h("p", { class: "empty" }, "No story yet. ", h("code", {}, "dateline add FILE…"),
			" reads articles into the store.");
	return {
		title: "Stories",
		content: [h("div", { class: "head" }, h("h1", {}, "Stories"), h("p", { class: "meta" }, count)),
			body, pager(list) || ""].filter((x): x is HTMLElement => x !== ""),
	};
}
