// SPDX-License-Identifier: Apache-2.0
//
// app.ts - the address says what to show: "/" the stories, "/story?id=" one, "/article?id=" an article. Every change
// of the page is a change of its address, so that back, reload, and a link sent to a colleague do what they should.

import { Refused } from "./api.js";
import { articlePage } from "./article.js";
import { h } from "./dom.js";
import { storiesPage } from "./stories.js";
import { storyPage } from "./story.js";

export type Page = { title: string; content: Node[] };

async function page(): Promise<Page> {
	const q = new URLSearchParams(location.search);
	if (location.pathname === "/story") return storyPage(q);
	if (location.pathname === "/article") return articlePage(q);
	return storiesPage(q);
}

function problem(e: unknown): Page {
	const text = e instanceof Error ? e.message : String(e);
	const status = e instanceof Refused ? String(e.status) : "No answer";
	return {
		title: status,
		content: [h("div", { class: "problem" }, h("p", { class: "kicker" }, status),
			h("h1", {}, e instanceof Refused ? "This cannot be shown" : "The program does not answer"),
			h("p", {}, text), h("p", {}, h("a", { href: "/" }, "All stories")))],
	};
}

async function show(): Promise<void> {
	const main = document.getElementById("main");
	if (!main) return;
	let p: Page;
	try {
		p = await page();
	} catch (e) {
		p = problem(e);
	}
	document.title = `${p.title} · Dateline`;
	main.removeAttribute("aria-live");
	main.replaceChildren(...p.content);
	// What the address points at is made only now, so the browser could not go there itself.
	const target = location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
	if (target) location.replace(location.href);
	target?.scrollIntoView({ block: "center" });
}

void show();
