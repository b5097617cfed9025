// SPDX-License-Identifier: Apache-2.0
//
// dom.ts - elements out of text. Articles are written by strangers: their words become text nodes and nothing else
// (markup is never parsed here, and the page's policy forbids it).

type Child = Node | string | null | undefined | false;

export function h<K extends keyof HTMLElementTagNameMap>(
	tag: K, attributes: Record<string, string | number | boolean | null | undefined>, ...children: Child[]
): HTMLElementTagNameMap[K] {
	const e = document.createElement(tag);
	for (const [k, v] of Object.entries(attributes))
		if (v !== null && v !== undefined && v !== false) e.setAttribute(k, v === true ? "" : String(v));
	e.append(...children.filter((c): c is Node | string => c !== null && c !== undefined && c !== false));
	return e;
}

/** Somebody's words between marks; words that begin with a mark of their own need no other. */
export function quoted(words: string): HTMLElement {
	return h("q", { class: /^["“”'‘«]/.test(words.trim()) ? "bare" : null }, words);
}

/** A link to an article's own address: only the web's two schemes, never "javascript:". */
export function outside(url: string | null, words: string): Child {
	if (!url || !/^https?:\/\//i.test(url)) return null;
	return h("a", { href: url, rel: "noreferrer noopener", target: "_blank" }, words);
}
